package id.balas.ingest.webhook;

import id.balas.events.InboundMessage;
import id.balas.events.MessageStatus;
import id.balas.events.WireRecord;
import id.balas.ingest.translation.Ignored;
import id.balas.ingest.translation.TranslatedBody;
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

/// Metrics of incoming webhooks. Every series exists from the start, at 0.
@Component
class WebhookMetrics {

  private final Counter accepted;
  private final Counter withoutId;
  private final Counter unknownChannel;
  private final Timer age;
  private final Map<Ignored, Counter> ignored = new EnumMap<>(Ignored.class);
  private final Map<Rejection, Counter> rejected = new EnumMap<>(Rejection.class);
  private final Map<MessageStatus.Status, Counter> statuses =
      new EnumMap<>(MessageStatus.Status.class);

  WebhookMetrics(MeterRegistry registry, WebhookBody.Budget bodies) {
    accepted = registry.counter("balas.intake.accepted");
    withoutId = registry.counter("balas.intake.without.id");
    unknownChannel = registry.counter("balas.intake.unknown.channel");
    age = registry.timer("balas.intake.age");
    for (Ignored reason : Ignored.values()) {
      ignored.put(reason, registry.counter("balas.intake.ignored", "reason", reason.label()));
    }
    for (Rejection rejection : Rejection.values()) {
      rejected.put(
          rejection, registry.counter("balas.intake.rejected", "reason", rejection.reason()));
    }
    for (MessageStatus.Status status : MessageStatus.Status.values()) {
      String word = status.name().toLowerCase(Locale.ROOT);
      statuses.put(status, registry.counter("balas.intake.statuses", "status", word));
    }
    registry.gauge("balas.intake.bodies.in.memory.bytes", bodies, WebhookBody.Budget::held);
  }

  void accepted(TranslatedBody body, Instant receivedAt) {
    accepted.increment(body.records().size());
    withoutId.increment(body.withoutId());
    unknownChannel.increment(body.fromUnknownChannel());
    body.ignored().forEach((reason, items) -> counter(ignored, reason).increment(items));
    for (WireRecord record : body.records()) {
      if (record instanceof InboundMessage message) {
        age.record(positive(Duration.between(message.sentAt(), receivedAt)));
      } else if (record instanceof MessageStatus status) {
        counter(statuses, status.status()).increment();
      }
    }
  }

  // Clock skew: the provider's clock may be ahead of ours.
  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  void rejected(Rejection rejection) {
    counter(rejected, rejection).increment();
  }

  private static <R> Counter counter(Map<R, Counter> counters, R reason) {
    return Objects.requireNonNull(counters.get(reason));
  }
}
