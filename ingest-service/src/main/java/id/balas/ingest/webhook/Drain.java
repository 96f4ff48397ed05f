package id.balas.ingest.webhook;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The first step of an end: still serving, but no longer ready, and with each answer the
/// connection closes. Whoever shares out the requests has turned to other instances before Tomcat
/// stops taking any, which it does by 503.
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

  // Before the web server, and before the management port, which tells that this one is not ready.
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
