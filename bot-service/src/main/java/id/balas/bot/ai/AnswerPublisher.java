package id.balas.bot.ai;

import id.balas.events.ChatCommand;
import id.balas.events.wire.CloudEvents;
import java.util.concurrent.TimeUnit;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Publishes a stored AI answer to `chat-inputs`. The owner of the chat's partition decides whether
/// it is sent.
@Component
class AnswerPublisher {

  private static final long ACKNOWLEDGED_WITHIN_SECONDS = 20;

  private final KafkaTemplate<String, byte[]> kafka;
  private final AiRequests requests;

  AnswerPublisher(KafkaTemplate<String, byte[]> kafka, AiRequests requests) {
    this.kafka = kafka;
    this.requests = requests;
  }

  /// Returns when Kafka has acknowledged the record. Throws after 20 s; the producer goes on
  /// trying.
  void publish(ChatCommand answer) {
    kafka
        .send(CloudEvents.of(answer, "bot-service"))
        .orTimeout(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS)
        .join();
    requests.published(answer);
  }
}
