package id.balas.events.wire;

import id.balas.events.WireRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Creates the Kafka record: the topic, the key, the JSON, and the CloudEvents 1.0 attributes as
/// headers (binary mode).
public final class CloudEvents {

  private CloudEvents() {}

  /// `source` is the writing service, such as `bot-service`.
  public static ProducerRecord<String, byte[]> of(WireRecord record, String source) {
    var message = new ProducerRecord<>(Topics.of(record), record.key(), EventJson.write(record));
    header(message, "ce_id", record.eventId());
    header(message, "ce_type", "id.balas." + record.getClass().getSimpleName());
    header(message, "ce_source", "/balas/" + source);
    header(message, "ce_time", record.occurredAt().toString());
    header(message, "ce_specversion", "1.0");
    header(message, "content-type", "application/json");
    return message;
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
