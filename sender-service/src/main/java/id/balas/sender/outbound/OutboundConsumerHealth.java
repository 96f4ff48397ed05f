package id.balas.sender.outbound;

import id.balas.service.kafka.ConsumerThread;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Ready while outbound-messages is being polled, even if this instance has no partition.
@Component("outboundLogHealthIndicator")
class OutboundConsumerHealth implements HealthIndicator {

  // Longer than handing back partitions and a commit together.
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(15);

  private final ConsumerThread thread;
  private final OutboundConsumer consumer;
  private final Clock clock;

  OutboundConsumerHealth(ConsumerThread outboundThread, OutboundConsumer consumer, Clock clock) {
    thread = outboundThread;
    this.consumer = consumer;
    this.clock = clock;
  }

  @Override
  public Health health() {
    boolean polls = consumer.lastPolledAt().isAfter(clock.instant().minus(LONGEST_ROUND));
    return thread.isAlive() && polls ? Health.up().build() : Health.down().build();
  }
}
