package id.balas.bot.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/// The number of records in Kafka that a listener of this instance has not read yet.
public final class ConsumerLag {

  private ConsumerLag() {}

  public static double of(KafkaListenerEndpointRegistry listeners, String listenerId) {
    MessageListenerContainer container = listeners.getListenerContainer(listenerId);
    return container == null
        ? 0
        : container.metrics().values().stream()
            .map(Map::entrySet)
            .flatMap(Collection::stream)
            .filter(metric -> metric.getKey().name().equals("records-lag"))
            .mapToDouble(metric -> number(metric.getValue()))
            .sum();
  }

  private static double number(Metric metric) {
    return metric.metricValue() instanceof Double value && !value.isNaN() ? value : 0;
  }
}
