package id.balas.bot.replies;

import id.balas.events.ChatCommand;
import id.balas.events.CloudEvents;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Puts a stored answer on `chat-inputs`, where the chat's owner decides whether it goes out.
@Component
class AnswerPublisher {

  private final KafkaTemplate<String, byte[]> kafka;
  private final Questions questions;

  AnswerPublisher(KafkaTemplate<String, byte[]> kafka, Questions questions) {
    this.kafka = kafka;
    this.questions = questions;
  }

  /// Returns when Kafka has it.
  void publish(ChatCommand answer) {
    kafka.send(CloudEvents.of(answer, "bot-service")).join();
    questions.published(answer);
  }
}
