package id.balas.ingest.webhook;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The first step of a shutdown: the service still serves requests but is no longer ready, and each
/// response closes its connection. The load balancer moves to other instances before Tomcat stops
/// accepting requests, which it does with 503.
@Component
class Drain implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private final Duration time;
  private volatile boolean running;
  private volatile boolean begun;

  Drain(@Value("${balas.webhook.drain}") Duration time) {
    this.time = time;
  }

  boolean hasBegun() {
    return begun;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    begun = true;
    running = false;
    if (time.isZero()) {
      return;
    }
    log.info("Draining for {} s", time.toSeconds());
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  // Stops before the web server, and before the management port, which reports that this instance
  // is not ready.
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
