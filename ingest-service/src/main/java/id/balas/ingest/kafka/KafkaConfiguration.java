package id.balas.ingest.kafka;

import id.balas.events.TopicCheck;
import id.balas.events.wire.Topics;
import id.balas.service.settings.InvalidSettingException;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/// Checks at startup that the topics of this service exist and are configured as required.
@Configuration
class KafkaConfiguration {

  private static final List<String> TOPICS =
      List.of(
          Topics.CHAT_INPUTS,
          Topics.MESSAGE_STATUSES,
          Topics.MESSAGE_ECHOES,
          Topics.INTAKE_WATERMARKS);

  /// `partitions` is the partition count of every topic; `replication` is the minimum replication
  /// factor.
  @ConfigurationProperties("balas.kafka")
  record TopicProperties(@DefaultValue("12") int partitions, @DefaultValue("1") int replication) {}

  @Bean
  KafkaProbe kafkaProbe(KafkaAdmin kafka) {
    return new KafkaProbe(kafka.getConfigurationProperties(), TOPICS);
  }

  @Bean
  @Profile("!training")
  InitializingBean topicsAreFit(
      KafkaAdmin kafka, TopicProperties wanted, ProducerFactory<String, byte[]> producers) {
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
      getToKnow(producers.createProducer());
    };
  }

  // Loads the metadata at startup: otherwise the first webhook would spend its short time limit on
  // it.
  private static void getToKnow(Producer<String, byte[]> producer) {
    RetryTemplate patiently = new RetryTemplate(RetryPolicy.withMaxRetries(10));
    for (String topic : TOPICS) {
      patiently.invoke(() -> producer.partitionsFor(topic));
    }
  }
}
