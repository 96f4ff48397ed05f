package id.balas.bot.chat;

import id.balas.bot.decision.Decided;
import id.balas.bot.kafka.DeadLettersInARow;
import id.balas.bot.kafka.Poison;
import id.balas.events.ChatInput;
import id.balas.events.wire.Topics;
import id.balas.service.text.PhoneNumberMask;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/// Consumes `chat-inputs`: decides and stores a batch, publishes the results, then commits the
/// offsets. Infrastructure errors are retried forever. A bad record is isolated by bisecting the
/// batch, then dead-lettered. After many dead letters in a row the partition stops.
@Component
class ChatInputListener implements ConsumerSeekAware {

  static final String ID = "bot-decisions";

  private static final Logger log = LoggerFactory.getLogger(ChatInputListener.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final DecideBatch decideBatch;
  private final OutboundPublisher publisher;
  private final ConsumerRecordRecoverer deadLetters;
  private final StoppedPartitions stopped;
  private final StateRepublisher stateRepublisher;
  private final ChatMetrics metrics;
  private final DeadLettersInARow deadLettersInARow;

  ChatInputListener(
      DecideBatch decideBatch,
      OutboundPublisher publisher,
      ConsumerRecordRecoverer deadLetters,
      StoppedPartitions stopped,
      StateRepublisher stateRepublisher,
      ChatMetrics metrics,
      @Value("${balas.bot.dead-letters-in-a-row}") int deadLettersInARow) {
    this.decideBatch = decideBatch;
    this.publisher = publisher;
    this.deadLetters = deadLetters;
    this.stopped = stopped;
    this.stateRepublisher = stateRepublisher;
    this.metrics = metrics;
    this.deadLettersInARow = new DeadLettersInARow(deadLettersInARow);
  }

  @KafkaListener(id = ID, topics = Topics.CHAT_INPUTS)
  void on(List<ConsumerRecord<String, byte[]>> batch, Acknowledgment ack, Consumer<?, ?> consumer) {
    try {
      InputBatch inputs = InputBatch.read(batch);
      deadLettersInARow.takeOver(inputs.next().keySet(), consumer);
      Timer.Sample started = metrics.started(batch.size());
      try {
        handle(inputs);
      } finally {
        metrics.ended(started);
      }
      if (inputs.stops().isEmpty()) {
        stopped.markRunning(inputs);
        ack.acknowledge();
      } else {
        stopped.stop(inputs, consumer);
      }
    } catch (RuntimeException e) {
      log.error("Could not decide {} inputs, retrying: {}", batch.size(), e.toString());
      metrics.retried();
      ack.nack(0, RETRY_AFTER);
    }
  }

  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> partitions, ConsumerSeekCallback callback) {
    stateRepublisher.publish(partitions.keySet());
  }

  @Override
  public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
    if (partitions != null) {
      stopped.deleteOld(partitions);
      deadLettersInARow.revoked(partitions);
    }
  }

  // Dead letters are published last: otherwise each retry of the batch would publish them again.
  private void handle(InputBatch inputs) {
    decideAndPublish(inputs.received(), inputs);
    inputs.unreadable().forEach(dead -> deadLetter(dead.record(), dead.failure(), inputs));
  }

  private void decideAndPublish(List<InputBatch.Received> ordered, InputBatch inputs) {
    List<InputBatch.Received> received =
        ordered.stream().filter(one -> !inputs.isBehindStop(one.record())).toList();
    if (received.isEmpty()) {
      return;
    }
    DecideBatch.Result result;
    try {
      result = decide(received.stream().map(InputBatch.Received::input).toList());
    } catch (RuntimeException e) {
      if (!Poison.isCause(e)) {
        throw e;
      }
      bisect(received, e, inputs);
      return;
    }
    BatchTrace trace = BatchTrace.of(received);
    publisher.publish(result, trace);
    deadLettersInARow.decided(
        received.stream().map(one -> InputBatch.partition(one.record())).toList());
    metrics.decided(result);
    result.outcomes().forEach(decided -> trace.named(decided, () -> log(decided)));
  }

  // StackOverflowError is the only Error that a record can cause. Uncaught, it would stop this
  // consumer and, after the rebalance, the next one.
  private DecideBatch.Result decide(List<ChatInput> inputs) {
    try {
      return decideBatch.decide(inputs);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("an input is nested too deeply", e);
    }
  }

  private static void log(Decided decided) {
    if (log.isInfoEnabled()) {
      log.info(
          "Decided messageId={} chatId={}: {}, {}",
          decided.causeId(),
          decided.chat().masked(),
          decided.outcome(),
          PhoneNumberMask.masked(decided.rule()));
    }
  }

  // Bisects the batch until the bad record is alone.
  private void bisect(
      List<InputBatch.Received> received, RuntimeException failure, InputBatch inputs) {
    if (received.size() == 1) {
      deadLetter(received.getFirst().record(), failure, inputs);
      return;
    }
    int half = received.size() / 2;
    decideAndPublish(received.subList(0, half), inputs);
    decideAndPublish(received.subList(half, received.size()), inputs);
  }

  private void deadLetter(
      ConsumerRecord<String, byte[]> record, RuntimeException failure, InputBatch inputs) {
    if (inputs.isBehindStop(record)) {
      return;
    }
    if (deadLettersInARow.isReached(InputBatch.partition(record))) {
      inputs.stopAt(record, failure, DeadLettersInARow.STOPPED);
      return;
    }
    deadLetters.accept(record, failure);
    metrics.deadLettered();
    deadLettersInARow.deadLettered(InputBatch.partition(record));
  }
}
