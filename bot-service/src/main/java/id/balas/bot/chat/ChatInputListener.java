package id.balas.bot.chat;

import id.balas.bot.decision.Decided;
import id.balas.events.ChatInput;
import id.balas.events.EventJson;
import id.balas.events.Topics;
import id.balas.events.UnknownKind;
import id.balas.events.UnreadableRecord;
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

/// The fast path: a batch of inputs is decided and stored, what it leads to is published, and only then are the
/// offsets committed. What fails for the world's sake is tried again without end; what fails for a record's own sake
/// is halved until that record stands alone, and goes to the dead letters.
@Component
class ChatInputListener {

  private static final Logger log = LoggerFactory.getLogger(ChatInputListener.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

  private final DecideBatch decideBatch;
  private final OutboundPublisher publisher;
  private final ConsumerRecordRecoverer deadLetters;
  private final ChatMetrics metrics;

  ChatInputListener(
      DecideBatch decideBatch,
      OutboundPublisher publisher,
      ConsumerRecordRecoverer deadLetters,
      ChatMetrics metrics) {
    this.decideBatch = decideBatch;
    this.publisher = publisher;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  private record Received(ConsumerRecord<String, byte[]> record, ChatInput input) {}

  private record Unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecord failure) {}

  @KafkaListener(id = "bot-decisions", topics = Topics.CHAT_INPUTS)
  void on(List<ConsumerRecord<String, byte[]>> batch, Acknowledgment ack) {
    List<Received> received = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    try {
      for (int i = 0; i < batch.size(); i++) {
        if (!read(batch.get(i), received, unreadable)) {
          handle(received, unreadable);
          ack.nack(i, LOOK_AGAIN_AFTER);
          return;
        }
      }
      handle(received, unreadable);
      ack.acknowledge();
    } catch (RuntimeException e) {
      log.error("Could not decide {} inputs, trying again: {}", batch.size(), e.toString());
      metrics.retried();
      ack.nack(0, RETRY_AFTER);
    }
  }

  // False: a newer release wrote this. To skip it would lose a command, so all behind it waits for that release.
  private boolean read(
      ConsumerRecord<String, byte[]> record, List<Received> received, List<Unreadable> unreadable) {
    try {
      received.add(new Received(record, EventJson.read(record.value(), ChatInput.class)));
    } catch (UnreadableRecord e) {
      unreadable.add(new Unreadable(record, e));
    } catch (UnknownKind e) {
      log.error("STOPPED at {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
      metrics.stopped();
      return false;
    }
    return true;
  }

  // The dead letters come last: a batch that is tried again must not bury them again and again.
  private void handle(List<Received> received, List<Unreadable> unreadable) {
    handle(received);
    unreadable.forEach(dead -> bury(dead.record(), dead.failure()));
  }

  private void handle(List<Received> received) {
    if (received.isEmpty()) {
      return;
    }
    DecideBatch.Result result;
    try {
      result = decideBatch.decide(received.stream().map(Received::input).toList());
    } catch (RuntimeException e) {
      if (!Poison.isCause(e)) {
        throw e;
      }
      isolate(received, e);
      return;
    }
    publisher.publish(result);
    metrics.decided(result);
    result.outcomes().forEach(ChatInputListener::log);
  }

  private static void log(Decided decided) {
    log.info(
        "Decided messageId={} chatId={}: {}, {}",
        decided.causeId(),
        decided.chat().masked(),
        decided.outcome(),
        decided.rule().replaceAll("\\d{7,}", "…"));
  }

  private void isolate(List<Received> received, RuntimeException failure) {
    if (received.size() == 1) {
      bury(received.getFirst().record(), failure);
      return;
    }
    int half = received.size() / 2;
    handle(received.subList(0, half));
    handle(received.subList(half, received.size()));
  }

  private void bury(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
    log.error(
        "Put {}-{}@{} to the dead letters: {}", record.topic(), record.partition(), record.offset(), failure.toString());
    deadLetters.accept(record, failure);
    metrics.buried();
  }
}
