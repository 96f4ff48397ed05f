package id.balas.sender.outbound;

import id.balas.sender.takeover.ChatStateReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/// Consumes outbound-messages on its own thread while the service runs.
@Component
class OutboundConsumer implements SmartLifecycle {

  static final int PHASE = ChatStateReader.PHASE + 1;

  private static final Logger log = LoggerFactory.getLogger(OutboundConsumer.class);
  private static final String GROUP = "sender-deliveries";
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  private final ConsumerFactory<String, byte[]> consumers;
  private final OutboundPoll.Factory polls;
  private volatile boolean running;
  private volatile Instant polledAt = Instant.MIN;
  private volatile Thread thread = Thread.currentThread();

  OutboundConsumer(ConsumerFactory<String, byte[]> consumers, OutboundPoll.Factory polls) {
    this.consumers = consumers;
    this.polls = polls;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name(GROUP).start(this::run);
  }

  private void run() {
    while (running) {
      try (Consumer<String, byte[]> consumer =
          consumers.createConsumer(GROUP, null, "-" + GROUP, new Properties())) {
        OutboundPoll poll = polls.of(consumer);
        while (running) {
          polledAt = poll.once();
        }
        poll.close();
      } catch (RuntimeException e) {
        log.error("outbound-messages cannot be read, beginning again: {}", e.toString());
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    try {
      thread.join(OutboundPoll.LONGEST_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Whether messages are being consumed.
  boolean isAlive() {
    return running && thread.isAlive();
  }

  Instant lastPolledAt() {
    return polledAt;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
