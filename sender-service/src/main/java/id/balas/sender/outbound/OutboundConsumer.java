package id.balas.sender.outbound;

import id.balas.sender.takeover.ChatStateReader;
import id.balas.service.kafka.ConsumerThread;
import java.time.Instant;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/// Consumes outbound-messages on its own thread while the service runs.
@Configuration(proxyBeanMethods = false)
class OutboundConsumer {

  static final int PHASE = ChatStateReader.PHASE + 1;

  private static final String GROUP = "sender-deliveries";

  private final ConsumerFactory<String, byte[]> consumers;
  private final OutboundPoll.Factory polls;
  private volatile Instant polledAt = Instant.MIN;

  OutboundConsumer(ConsumerFactory<String, byte[]> consumers, OutboundPoll.Factory polls) {
    this.consumers = consumers;
    this.polls = polls;
  }

  @Bean
  ConsumerThread outboundThread() {
    return new ConsumerThread(GROUP, PHASE, OutboundPoll.LONGEST_CLOSE, this::read);
  }

  private void read(BooleanSupplier running) {
    try (Consumer<String, byte[]> consumer =
        consumers.createConsumer(GROUP, null, "-" + GROUP, new Properties())) {
      OutboundPoll poll = polls.of(consumer);
      while (running.getAsBoolean()) {
        polledAt = poll.once();
      }
      poll.close();
    }
  }

  Instant lastPolledAt() {
    return polledAt;
  }
}
