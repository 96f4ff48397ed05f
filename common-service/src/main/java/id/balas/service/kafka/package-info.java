/// What the services share in their use of Kafka: the check of the topics at startup, consumer
/// threads, dead letters and the partition of a key.
@NullMarked
package id.balas.service.kafka;

import org.jspecify.annotations.NullMarked;
