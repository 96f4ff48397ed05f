package id.balas.bot.ai;

import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.value.ChatKey;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.events.wire.UnreadableRecordException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/// Stores questions for the AI and returns without waiting for the answers. A redelivered question
/// gets its stored answer.
@Component
class ReplyRequestListener {

  private static final Logger log = LoggerFactory.getLogger(ReplyRequestListener.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final AiRequests requests;
  private final AnswerPublisher publisher;
  private final PerChatExecutor executor;
  private final ConsumerRecordRecoverer deadLetters;
  private final Clock clock;

  ReplyRequestListener(
      AiRequests requests,
      AnswerPublisher publisher,
      PerChatExecutor executor,
      ConsumerRecordRecoverer deadLetters,
      Clock clock) {
    this.requests = requests;
    this.publisher = publisher;
    this.executor = executor;
    this.deadLetters = deadLetters;
    this.clock = clock;
  }

  @KafkaListener(id = "bot-replies", topics = Topics.REPLY_REQUESTS)
  void on(List<ConsumerRecord<String, byte[]>> batch, Acknowledgment ack) {
    try {
      store(batch);
      ack.acknowledge();
    } catch (RuntimeException e) {
      log.error("Could not store {} AI requests, retrying: {}", batch.size(), e.toString());
      ack.nack(0, RETRY_AFTER);
    }
  }

  private void store(List<ConsumerRecord<String, byte[]>> batch) {
    List<ReplyRequest> received = new ArrayList<>();
    List<Runnable> deadLettered = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : batch) {
      try {
        received.add(EventJson.read(record.value(), ReplyRequest.class));
      } catch (UnreadableRecordException e) {
        deadLettered.add(() -> deadLetters.accept(record, e));
      }
    }
    requests.add(received, clock.instant());
    requests.stored(received.stream().map(ReplyRequest::id).toList()).forEach(publisher::publish);
    received.stream()
        .map(request -> new ChatKey(request.channel(), request.chatId()))
        .forEach(executor::asked);
    deadLettered.forEach(Runnable::run);
  }
}
