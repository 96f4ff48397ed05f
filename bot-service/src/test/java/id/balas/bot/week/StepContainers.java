package id.balas.bot.week;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpoint;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/// Containers without a consumer: they own all partitions, and the simulation calls their listener.
final class StepContainers extends ConcurrentKafkaListenerContainerFactory<String, byte[]> {

  StepContainers() {
    setConsumerFactory(new DefaultKafkaConsumerFactory<>(Map.of()));
    setBatchListener(true);
    getContainerProperties().setAckMode(ContainerProperties.AckMode.MANUAL);
  }

  @Override
  protected ConcurrentMessageListenerContainer<String, byte[]> createContainerInstance(
      KafkaListenerEndpoint endpoint) {
    return new StepContainer(new ContainerProperties(endpoint.getTopics().toArray(String[]::new)));
  }

  private static final class StepContainer
      extends ConcurrentMessageListenerContainer<String, byte[]> {

    private final List<KafkaMessageListenerContainer<String, byte[]>> consumers;

    StepContainer(ContainerProperties properties) {
      super(new DefaultKafkaConsumerFactory<>(Map.of()), properties);
      consumers = List.of(new StepConsumer(properties));
    }

    @Override
    public List<KafkaMessageListenerContainer<String, byte[]>> getContainers() {
      return consumers;
    }

    @Override
    protected void doStart() {
      setRunning(true);
    }

    @Override
    protected void doStop(Runnable callback, boolean normal) {
      setRunning(false);
      callback.run();
    }
  }

  private static final class StepConsumer extends KafkaMessageListenerContainer<String, byte[]> {

    private final Set<TopicPartition> all;

    StepConsumer(ContainerProperties properties) {
      super(new DefaultKafkaConsumerFactory<>(Map.of()), properties);
      all =
          List.of(Objects.requireNonNull(properties.getTopics())).stream()
              .flatMap(topic ->
                  IntStream.range(0, RecordLog.PARTITIONS)
                      .mapToObj(partition -> new TopicPartition(topic, partition)))
              .collect(Collectors.toSet());
    }

    @Override
    public Collection<TopicPartition> getAssignedPartitions() {
      return all;
    }

    @Override
    public boolean isRunning() {
      return true;
    }
  }
}
