package id.balas.bot.ai;

import id.balas.events.ChatCommand;
import id.balas.events.wire.CloudEvents;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Publishes a stored AI answer to `chat-inputs`. The owner of the chat's partition decides whether
/// it is sent.
@Component
class AnswerPublisher {

  private final KafkaTemplate<String, byte[]> kafka;
  private final AiRequests requests;

  AnswerPublisher(KafkaTemplate<String, byte[]> kafka, AiRequests requests) {
    this.kafka = kafka;
    this.requests = requests;
  }

  /// Returns when Kafka has acknowledged the record.
  void publish(ChatCommand answer) {
    kafka.send(CloudEvents.of(answer, "bot-service")).join();
    requests.published(answer);
  }
}
