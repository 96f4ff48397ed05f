/// Deliveries: performs the delivery protocol and stores the attempts and their results.
@NullMarked
package id.balas.sender.delivery;

import org.jspecify.annotations.NullMarked;
