/// Counts how large and how entangled the main sources are, and fails above the limits.
@NullMarked
package id.balas.system.house;

import org.jspecify.annotations.NullMarked;
