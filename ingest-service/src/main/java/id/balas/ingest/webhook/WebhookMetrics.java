package id.balas.ingest.webhook;

import id.balas.events.InboundMessage;
import id.balas.events.MessageStatus;
import id.balas.events.WireRecord;
import id.balas.ingest.translation.Ignored;
import id.balas.ingest.translation.Intake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// What came in, seen from outside; every series is there at 0 from the start.
@Component
class WebhookMetrics {

  private final Counter accepted;
  private final Counter withoutId;
  private final Counter unclaimed;
  private final Timer age;
  private final Map<Ignored, Counter> ignored = new EnumMap<>(Ignored.class);
  private final Map<Refusal, Counter> rejected = new EnumMap<>(Refusal.class);
  private final Map<MessageStatus.Status, Counter> statuses =
      new EnumMap<>(MessageStatus.Status.class);

  WebhookMetrics(MeterRegistry registry, BodyBudget bodies) {
    accepted = registry.counter("balas.intake.accepted");
    withoutId = registry.counter("balas.intake.without.id");
    unclaimed = registry.counter("balas.intake.unclaimed");
    age = registry.timer("balas.intake.age");
    for (Ignored reason : Ignored.values()) {
      ignored.put(reason, registry.counter("balas.intake.ignored", "reason", reason.label()));
    }
    for (Refusal refusal : Refusal.values()) {
      rejected.put(refusal, registry.counter("balas.intake.rejected", "reason", refusal.reason()));
    }
    for (MessageStatus.Status status : MessageStatus.Status.values()) {
      String word = status.name().toLowerCase(Locale.ROOT);
      statuses.put(status, registry.counter("balas.intake.statuses", "status", word));
    }
    registry.gauge("balas.intake.bodies.in.memory.bytes", bodies, BodyBudget::held);
  }

  void accepted(Intake intake, Instant receivedAt) {
    accepted.increment(intake.records().size());
    withoutId.increment(intake.withoutId());
    unclaimed.increment(intake.unclaimed());
    intake.ignored().forEach((reason, items) -> counter(ignored, reason).increment(items));
    for (WireRecord record : intake.records()) {
      if (record instanceof InboundMessage message) {
        age.record(positive(Duration.between(message.sentAt(), receivedAt)));
      } else if (record instanceof MessageStatus status) {
        counter(statuses, status.status()).increment();
      }
    }
  }

  // The provider's clock may be ahead of ours.
  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  void rejected(Refusal refusal) {
    counter(rejected, refusal).increment();
  }

  private static <R> Counter counter(Map<R, Counter> counters, R reason) {
    return Objects.requireNonNull(counters.get(reason));
  }
}
