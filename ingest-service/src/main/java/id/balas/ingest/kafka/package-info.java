/// Publishes to Kafka: all records are durable or the caller gets an exception. Memory is bounded,
/// and publishing fails at once while Kafka is known to be down.
@NullMarked
package id.balas.ingest.kafka;

import org.jspecify.annotations.NullMarked;
