package id.balas.bot;

import id.balas.events.wire.Topics;
import id.balas.service.kafka.RequiredTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/// Declares the topics of this service and configures its consumers.
@Configuration
class KafkaConfiguration {

  @Bean
  RequiredTopics requiredTopics() {
    return RequiredTopics.of(
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
        Topics.CHAT_STATES,
        Topics.CHAT_CHANGES,
        Topics.CHAT_CHANGES + "-dlt");
  }

  // Offsets are committed after the effects, and redelivered records are recognized. The next batch
  // therefore need not wait for the commit.
  @Bean
  ContainerCustomizer<String, byte[], ConcurrentMessageListenerContainer<String, byte[]>>
      commitsWithoutWaiting() {
    return container -> container.getContainerProperties().setSyncCommits(false);
  }
}
