package id.balas.bot;

import id.balas.events.TopicCheck;
import id.balas.events.wire.Topics;
import id.balas.service.settings.InvalidSettingException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;

/// Checks at startup that the topics have the expected settings, and configures dead-lettering.
@Configuration
class KafkaConfiguration {

  private static final List<String> TOPICS =
      List.of(
          Topics.CHAT_INPUTS,
          Topics.CHAT_INPUTS + "-dlt",
          Topics.REPLY_REQUESTS,
          Topics.REPLY_REQUESTS + "-dlt",
          Topics.OUTBOUND_MESSAGES,
          Topics.OUTBOUND_MESSAGES + "-dlt",
          Topics.MESSAGE_STATUSES,
          Topics.MESSAGE_STATUSES + "-dlt",
          Topics.MESSAGE_ECHOES,
          Topics.MESSAGE_ECHOES + "-dlt",
          Topics.CHAT_STATES);

  /// `partitions` is the count of every topic; `replication` is the minimum replication factor.
  @ConfigurationProperties("balas.kafka")
  record TopicProperties(@DefaultValue("12") int partitions, @DefaultValue("1") int replication) {}

  @Bean
  @Profile("!training")
  InitializingBean topicsAreFit(KafkaAdmin kafka, TopicProperties wanted) {
    return () -> {
      try {
        TopicCheck.verify(
            kafka.getConfigurationProperties(), TOPICS, wanted.partitions(), wanted.replication());
      } catch (TopicCheck.UnfitTopics | TopicCheck.KafkaUnreachable e) {
        throw new InvalidSettingException(
            "KAFKA_BOOTSTRAP_SERVERS",
            "leads to a broker that cannot be used (" + e.getMessage() + ")",
            "start Kafka there, with the topics as asyncapi.yaml describes them");
      }
    };
  }

  // Offsets are committed after the effects, and redelivered records are recognized. The next batch
  // therefore need not wait for the commit.
  @Bean
  ContainerCustomizer<String, byte[], ConcurrentMessageListenerContainer<String, byte[]>>
      commitsWithoutWaiting() {
    return container -> container.getContainerProperties().setSyncCommits(false);
  }

  @Bean
  ConsumerRecordRecoverer deadLetters(KafkaTemplate<String, byte[]> kafka) {
    return new DeadLetterPublishingRecoverer(
        kafka,
        (record, _) ->
            new TopicPartition(
                Topics.named(record.topic()).deadLetters().name(), record.partition()));
  }
}
