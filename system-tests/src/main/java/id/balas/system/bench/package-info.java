/// Benchmarks of one service on a real Kafka and PostgreSQL, with everything on one machine.
@NullMarked
package id.balas.system.bench;

import org.jspecify.annotations.NullMarked;
