package id.balas.service.kafka;

import id.balas.service.settings.ConnectionLimits;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.ListenerContainerRegistry;

/// Checks the topics at startup, publishes dead letters and watches the consumers, in each service
/// that declares [RequiredTopics].
@AutoConfiguration(
    afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBean(RequiredTopics.class)
@EnableConfigurationProperties({TopicProperties.class, ConnectionLimits.class})
class SharedKafkaConfiguration {

  // A consumer waits in a system call most of its time. On a virtual thread that occupies a carrier
  // thread, and each row of the database takes two more changes of threads.
  @Bean
  static BeanPostProcessor consumersOnPlatformThreads() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof AbstractKafkaListenerContainerFactory<?, ?, ?> factory) {
          factory.getContainerProperties().setListenerTaskExecutor(null);
        }
        return bean;
      }
    };
  }

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

  @Bean
  ActionProducer actionProducer(ProducerFactory<String, byte[]> producers) {
    return new ActionProducer(producers);
  }

  @Bean
  ConsumerLiveness consumersHealthIndicator(
      ListenerContainerRegistry containers,
      ObjectProvider<ConsumerThread> threads,
      ConnectionLimits limits,
      MeterRegistry metrics) {
    return new ConsumerLiveness(containers, threads.stream().toList(), limits, metrics);
  }
}
