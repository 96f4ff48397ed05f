/// Fault runs: check the guarantees of sender, intake and bot under injected faults.
@NullMarked
package id.balas.system.faults;

import org.jspecify.annotations.NullMarked;
