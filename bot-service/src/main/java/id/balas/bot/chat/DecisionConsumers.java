package id.balas.bot.chat;

import id.balas.bot.kafka.ConsumerLag;
import id.balas.events.value.ChatKey;
import id.balas.events.wire.Topics;
import id.balas.service.kafka.KeyPartition;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.stereotype.Component;

/// The consumers of `chat-inputs` in this instance: health, assigned partitions and lag. A consumer
/// that fails with an Error stays stopped until the service restarts.
@Component("decisionsHealthIndicator")
class DecisionConsumers implements HealthIndicator {

  private final KafkaListenerEndpointRegistry registry;
  private final int partitions;

  DecisionConsumers(
      KafkaListenerEndpointRegistry registry, @Value("${balas.kafka.partitions}") int partitions) {
    this.registry = registry;
    this.partitions = partitions;
  }

  @Override
  public Health health() {
    return all().stream().allMatch(KafkaMessageListenerContainer::isRunning) && !all().isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("reason", "a consumer of chat-inputs has ended").build();
  }

  /// Whether this instance is assigned the chat's partition.
  boolean own(ChatKey chat) {
    return own().contains(partitionOf(chat));
  }

  /// The partitions that are assigned to this instance.
  Collection<TopicPartition> own() {
    return all().stream()
        .flatMap(consumer ->
            Objects.requireNonNullElse(consumer.getAssignedPartitions(), List.<TopicPartition>of())
                .stream())
        .collect(Collectors.toSet());
  }

  TopicPartition partitionOf(ChatKey chat) {
    return new TopicPartition(Topics.CHAT_INPUTS, KeyPartition.of(chat.toString(), partitions));
  }

  /// The number of records in Kafka that are not read yet.
  double lag() {
    return ConsumerLag.of(registry, ChatInputListener.ID);
  }

  void pause(TopicPartition partition) {
    all().forEach(consumer -> consumer.pausePartition(partition));
  }

  void resume(TopicPartition partition) {
    all().forEach(consumer -> consumer.resumePartition(partition));
  }

  private List<KafkaMessageListenerContainer<?, ?>> all() {
    return registry.getListenerContainer(ChatInputListener.ID)
            instanceof ConcurrentMessageListenerContainer<?, ?> consumers
        ? List.copyOf(consumers.getContainers())
        : List.of();
  }
}
