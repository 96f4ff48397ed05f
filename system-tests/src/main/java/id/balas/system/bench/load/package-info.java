/// Load generators and process figures of the benchmarks.
@NullMarked
package id.balas.system.bench.load;

import org.jspecify.annotations.NullMarked;
