package id.balas.bot.chat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/// Partitions that are stopped at a command of a newer release, or after many dead letters in a
/// row; other partitions continue. Each is retried after a delay. It continues when this or another
/// instance can process the record, or when an operator skips it.
@Component
class StoppedPartitions {

  private static final Logger log = LoggerFactory.getLogger(StoppedPartitions.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final DecisionConsumers consumers;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final Set<TopicPartition> stopped = ConcurrentHashMap.newKeySet();

  StoppedPartitions(
      DecisionConsumers consumers, TaskScheduler scheduler, Clock clock, MeterRegistry registry) {
    this.consumers = consumers;
    this.scheduler = scheduler;
    this.clock = clock;
    registry.gauge("balas.bot.partitions.stopped", stopped, Set::size);
  }

  /// Commits what was decided before the stop and leaves the rest in Kafka. Must run in the
  /// consumer's thread.
  void stop(InputBatch inputs, Consumer<?, ?> consumer) {
    consumer.commitSync(inputs.next());
    markRunning(inputs);
    inputs
        .stops()
        .forEach((partition, stop) -> {
          log.error("STOPPED at {}@{}: {}", partition, stop.offset(), stop.failure().getMessage());
          consumer.seek(partition, stop.offset());
          consumers.pause(partition);
          stopped.add(partition);
          var _ =
              scheduler.schedule(
                  () -> consumers.resume(partition), clock.instant().plus(RETRY_AFTER));
        });
  }

  /// Marks these partitions as no longer stopped.
  void markRunning(InputBatch inputs) {
    if (!stopped.isEmpty()) {
      stopped.removeAll(inputs.next().keySet());
    }
  }

  /// Forgets partitions that were revoked.
  void deleteOld(Collection<TopicPartition> revoked) {
    revoked.forEach(consumers::resume);
    stopped.removeAll(Set.copyOf(revoked));
  }
}
