package id.balas.ingest.links;

import id.balas.service.kafka.ConsumerThread;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Starts the consumer of `known-links`.
@Configuration(proxyBeanMethods = false)
class LinksConfiguration {

  @Bean
  ConsumerThread knownLinksConsumer(KnownLinksReader reader) {
    return new ConsumerThread(
        "known-links", SmartLifecycle.DEFAULT_PHASE, Duration.ofSeconds(5), reader::read);
  }
}
