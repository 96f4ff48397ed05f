package id.balas.ingest.kafka;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/// Limits of the records that wait for Kafka's acknowledgement. Keep `maxInFlight` well below the
/// producer's `buffer.memory`, because its batches are seldom full.
@ConfigurationProperties("balas.intake")
record IntakeProperties(int maxRecordsInFlight, DataSize maxInFlight) {}
