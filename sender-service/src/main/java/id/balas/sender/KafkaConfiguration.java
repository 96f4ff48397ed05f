package id.balas.sender;

import id.balas.events.wire.Topics;
import id.balas.service.kafka.RequiredTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/// Declares the topics of this service and configures its consumers.
@Configuration
class KafkaConfiguration {

  private static final long RETRY_AFTER_MILLIS = 1000;

  @Bean
  RequiredTopics requiredTopics() {
    return RequiredTopics.of(
        Topics.CHAT_INPUTS,
        Topics.CHAT_INPUTS + "-dlt",
        Topics.OUTBOUND_MESSAGES,
        Topics.OUTBOUND_MESSAGES + "-dlt",
        Topics.MESSAGE_STATUSES,
        Topics.MESSAGE_ECHOES,
        Topics.CHAT_STATES);
  }

  // A batch of echoes that cannot be stored is redelivered without limit.
  @Bean
  CommonErrorHandler untilItWorks() {
    return new DefaultErrorHandler(
        new FixedBackOff(RETRY_AFTER_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
  }
}
