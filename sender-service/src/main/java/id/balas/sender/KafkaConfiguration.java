package id.balas.sender;

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
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/// Checks the topics of this service at startup, and publishes dead letters.
@Configuration
class KafkaConfiguration {

  private static final List<String> TOPICS =
      List.of(
          Topics.CHAT_INPUTS,
          Topics.OUTBOUND_MESSAGES,
          Topics.OUTBOUND_MESSAGES + "-dlt",
          Topics.MESSAGE_STATUSES,
          Topics.MESSAGE_ECHOES,
          Topics.CHAT_STATES);
  private static final long RETRY_AFTER_MILLIS = 1000;

  /// `partitions` is the partition count of every topic; `replication` the minimum replication
  /// factor.
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

  // A batch of echoes that cannot be stored is redelivered without limit.
  @Bean
  CommonErrorHandler untilItWorks() {
    return new DefaultErrorHandler(
        new FixedBackOff(RETRY_AFTER_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
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
