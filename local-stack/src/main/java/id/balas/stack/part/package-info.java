/// The parts that run in their own process: Kafka, PostgreSQL and the services.
@NullMarked
package id.balas.stack.part;

import org.jspecify.annotations.NullMarked;
