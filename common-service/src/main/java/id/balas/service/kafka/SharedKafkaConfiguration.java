package id.balas.service.kafka;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/// Checks the topics at startup, and publishes dead letters, in each service that declares
/// [RequiredTopics].
@AutoConfiguration(
    afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBean(RequiredTopics.class)
@EnableConfigurationProperties(TopicProperties.class)
class SharedKafkaConfiguration {

  @Bean
  @Profile("!training")
  CheckedTopics checkedTopics(KafkaAdmin kafka, RequiredTopics topics, TopicProperties wanted) {
    return new CheckedTopics(kafka.getConfigurationProperties(), topics, wanted);
  }

  @Bean
  @ConditionalOnMissingBean(ConsumerRecordRecoverer.class)
  DeadLetters deadLetters(KafkaTemplate<String, byte[]> kafka) {
    return new DeadLetters(kafka);
  }
}
