package id.balas.service.kafka;

import id.balas.service.settings.ConnectionLimits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ListenerContainerRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/// Whether each consumer of this service still polls. A consumer that hangs keeps its heartbeat,
/// its thread and its last lag, so only the age of its last poll shows it. The age is the metric
/// `balas.consumer.poll.age`, in seconds; it is infinite after an Error has ended the consumer.
final class ConsumerLiveness implements HealthIndicator {

  private static final String SINCE_LAST_POLL = "last-poll-seconds-ago";

  private final ListenerContainerRegistry containers;
  private final List<ConsumerThread> threads;
  private final Duration pollGap;
  private final MeterRegistry metrics;

  ConsumerLiveness(
      ListenerContainerRegistry containers,
      List<ConsumerThread> threads,
      ConnectionLimits limits,
      MeterRegistry metrics) {
    this.containers = containers;
    this.threads = threads;
    this.pollGap = limits.kafka().pollGap();
    this.metrics = metrics;
  }

  @EventListener(ApplicationStartedEvent.class)
  void registerMetrics() {
    for (String consumer : pollAges().keySet()) {
      Gauge.builder("balas.consumer.poll.age", () -> pollAges().getOrDefault(consumer, 0.0))
          .tag("consumer", consumer)
          .baseUnit("seconds")
          .register(metrics);
    }
  }

  @Override
  public Health health() {
    List<String> stuck =
        pollAges().entrySet().stream()
            .filter(consumer -> consumer.getValue() > pollGap.toSeconds())
            .map(Map.Entry::getKey)
            .toList();
    return stuck.isEmpty() ? Health.up().build() : Health.down().withDetail("stuck", stuck).build();
  }

  private Map<String, Double> pollAges() {
    Map<String, Double> ages = new TreeMap<>();
    for (MessageListenerContainer container : containers.getListenerContainers()) {
      if (container.isAutoStartup()) {
        ages.put(container.getListenerId(), pollAge(container));
      }
    }
    for (ConsumerThread thread : threads) {
      thread
          .sinceLastRound()
          .ifPresent(age ->
              ages.put(
                  thread.name(),
                  thread.isAlive() ? age.toMillis() / 1e3 : Double.POSITIVE_INFINITY));
    }
    return ages;
  }

  private static double pollAge(MessageListenerContainer container) {
    if (!isRunning(container)) {
      return Double.POSITIVE_INFINITY;
    }
    return container.metrics().values().stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .filter(metric -> metric.metricName().name().equals(SINCE_LAST_POLL))
        .mapToDouble(ConsumerLiveness::seconds)
        .max()
        .orElse(0);
  }

  private static boolean isRunning(MessageListenerContainer container) {
    return container instanceof ConcurrentMessageListenerContainer<?, ?> consumers
        ? consumers.getContainers().stream().allMatch(MessageListenerContainer::isRunning)
        : container.isRunning();
  }

  // Negative before the first poll.
  private static double seconds(Metric metric) {
    return metric.metricValue() instanceof Double seconds ? Math.max(0, seconds) : 0;
  }
}
