package id.balas.ingest.kafka;

import id.balas.events.wire.Topics;
import id.balas.service.kafka.CheckedTopics;
import id.balas.service.kafka.RequiredTopics;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.core.KafkaAdmin;

/// Declares the topics of this service and prepares the producer.
@Configuration
class KafkaConfiguration {

  @Bean
  RequiredTopics requiredTopics() {
    return RequiredTopics.of(
        Topics.CHAT_INPUTS,
        Topics.MESSAGE_STATUSES,
        Topics.MESSAGE_ECHOES,
        Topics.INTAKE_WATERMARKS,
        Topics.KNOWN_LINKS);
  }

  @Bean
  KafkaProbe kafkaProbe(KafkaAdmin kafka, RequiredTopics topics) {
    return new KafkaProbe(kafka.getConfigurationProperties(), topics.names());
  }

  @Bean
  @Profile("!training")
  InitializingBean producerMetadata(
      ChatInputPublisher publisher, RequiredTopics topics, CheckedTopics checked) {
    return () -> publisher.prepare(topics.names());
  }
}
