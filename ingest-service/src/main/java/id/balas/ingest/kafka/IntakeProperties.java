package id.balas.ingest.kafka;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/// What may wait for Kafka's word at once. `maxInFlight` is to be well below the producer's
/// `buffer.memory`, whose batches are seldom full.
@ConfigurationProperties("balas.intake")
record IntakeProperties(int maxRecordsInFlight, DataSize maxInFlight) {}
