/// Customers' messages, the provider's view of the replies, and the verdict on them.
@NullMarked
package id.balas.system.load;

import org.jspecify.annotations.NullMarked;
