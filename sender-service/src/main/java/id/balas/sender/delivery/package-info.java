/// Deliveries: what was tried, what came of it, and whether to try again.
@NullMarked
package id.balas.sender.delivery;

import org.jspecify.annotations.NullMarked;
