/// Load tests through a running stack, checked against the provider's history.
@NullMarked
package id.balas.system.load;

import org.jspecify.annotations.NullMarked;
