package id.balas.ingest.kafka;

import id.balas.events.wire.Topics;
import id.balas.service.kafka.CheckedTopics;
import id.balas.service.kafka.RequiredTopics;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/// Declares the topics of this service and prepares the producer.
@Configuration
class KafkaConfiguration {

  private static final int METADATA_RETRIES = 10;

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

  // Loads the metadata at startup: otherwise the first webhook would spend its short time limit on
  // it.
  @Bean
  @Profile("!training")
  InitializingBean producerMetadata(
      ProducerFactory<String, byte[]> producers, RequiredTopics topics, CheckedTopics checked) {
    return () -> {
      Producer<String, byte[]> producer = producers.createProducer();
      RetryTemplate retries = new RetryTemplate(RetryPolicy.withMaxRetries(METADATA_RETRIES));
      for (String topic : topics.names()) {
        retries.invoke(() -> producer.partitionsFor(topic));
      }
    };
  }
}
