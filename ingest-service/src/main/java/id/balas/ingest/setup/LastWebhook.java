package id.balas.ingest.setup;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.context.support.ServletRequestHandledEvent;

/// When this instance last accepted a call of the provider.
@Component
class LastWebhook {

  private static final int OK = 200;

  private final Clock clock;
  private volatile @Nullable Instant at;

  LastWebhook(Clock clock) {
    this.clock = clock;
  }

  @EventListener
  void on(ServletRequestHandledEvent handled) {
    if (handled.getStatusCode() == OK && handled.getRequestUrl().startsWith(SetupController.WEBHOOK)) {
      at = clock.instant();
    }
  }

  @Nullable Instant at() {
    return at;
  }
}
