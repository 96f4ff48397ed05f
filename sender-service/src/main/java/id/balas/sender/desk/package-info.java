/// The desk: what people see of the deliveries, and what they do about those that failed or wait.
@NullMarked
package id.balas.sender.desk;

import org.jspecify.annotations.NullMarked;
