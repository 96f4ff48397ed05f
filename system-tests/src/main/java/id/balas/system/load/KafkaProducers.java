package id.balas.system.load;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Producers that write records straight to the topics.
public final class KafkaProducers {

  private KafkaProducers() {}

  /// `more` are further producer settings.
  public static KafkaProducer<String, byte[]> connect(
      String bootstrapServers, Map<String, String> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /// Survives long outages of Kafka.
  public static KafkaProducer<String, byte[]> forOutages(String bootstrapServers) {
    return connect(bootstrapServers, Map.of("delivery.timeout.ms", "600000"));
  }
}
