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

/// Partitions that stand still at a command of a newer release, while the others go on. Each is
/// looked at again after a while: a release that knows the command, or a person who removed it,
/// lets it go on.
@Component
class StoppedPartitions {

  private static final Logger log = LoggerFactory.getLogger(StoppedPartitions.class);
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

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

  /// Commits what was decided before, in the consumer's own thread, and lets the rest wait on the
  /// log.
  void stop(InputBatch inputs, Consumer<?, ?> consumer) {
    consumer.commitSync(inputs.next());
    goOn(inputs);
    inputs
        .stops()
        .forEach((partition, stop) -> {
          log.error("STOPPED at {}@{}: {}", partition, stop.offset(), stop.failure().getMessage());
          consumer.seek(partition, stop.offset());
          consumers.pause(partition);
          stopped.add(partition);
          var _ =
              scheduler.schedule(
                  () -> consumers.resume(partition), clock.instant().plus(LOOK_AGAIN_AFTER));
        });
  }

  /// These were read further, or their stop was.
  void goOn(InputBatch inputs) {
    if (!stopped.isEmpty()) {
      stopped.removeAll(inputs.next().keySet());
    }
  }

  /// They are another's now.
  void forget(Collection<TopicPartition> revoked) {
    revoked.forEach(consumers::resume);
    stopped.removeAll(Set.copyOf(revoked));
  }
}
