/// Publishing to Kafka: durable or not at all, bounded in memory, and refused at once while Kafka
/// is known to be down.
@NullMarked
package id.balas.ingest.kafka;

import org.jspecify.annotations.NullMarked;
