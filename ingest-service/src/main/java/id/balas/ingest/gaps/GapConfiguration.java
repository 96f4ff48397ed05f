package id.balas.ingest.gaps;

import id.balas.service.kafka.ConsumerThread;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Starts the scheduler of the scans, and the consumer of `intake-watermarks`.
@Configuration
@EnableScheduling
class GapConfiguration {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  @Bean
  ConsumerThread watermarkConsumer(WatermarkTopic topic) {
    return new ConsumerThread(
        "intake-watermarks", SmartLifecycle.DEFAULT_PHASE, STOP_WITHIN, topic::read);
  }
}
