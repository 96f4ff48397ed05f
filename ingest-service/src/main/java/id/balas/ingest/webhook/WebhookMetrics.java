package id.balas.ingest.webhook;

import id.balas.ingest.translation.Intake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/// What came in, seen from outside; every series is there at 0 from the start.
@Component
class WebhookMetrics {

  private final MeterRegistry registry;
  private final Counter accepted;
  private final Counter ignored;
  private final Counter withoutId;

  WebhookMetrics(MeterRegistry registry) {
    this.registry = registry;
    accepted = registry.counter("balas.intake.accepted");
    ignored = registry.counter("balas.intake.ignored");
    withoutId = registry.counter("balas.intake.without.id");
    List.of("malformed", "unauthorized", "too-large", "not-durable").forEach(this::rejections);
  }

  void accepted(Intake intake) {
    accepted.increment(intake.records().size());
    intake.ignored().values().forEach(ignored::increment);
    withoutId.increment(intake.withoutId());
  }

  void rejected(String reason) {
    rejections(reason).increment();
  }

  private Counter rejections(String reason) {
    return registry.counter("balas.intake.rejected", "reason", reason);
  }
}
