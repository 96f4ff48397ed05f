package id.balas.sender.delivery;

import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Delivery.Attempt;
import id.balas.sender.protocol.Delivery.Attempt.Outcome;
import id.balas.sender.protocol.Delivery.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Counts the state changes of deliveries. The instance that wrote a change counts it once, when it
/// is durable. All series start at 0.
@Component
class DeliveryMetrics {

  private static final List<String> FAILED =
      List.of("rejected", "given_up", "too_old", "undecidable", "other");
  private static final List<String> DROPPED =
      List.of("too_late", "person_took_over", "discarded", "other");
  private static final List<String> RESOLVED_BY =
      List.of("echo", "list", "missing", "undecidable", "discarded");

  private final MeterRegistry registry;
  private final Counter unknown;
  private final Timer ageAtSend;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.unknown = registry.counter("balas.sender.unknown");
    this.ageAtSend = registry.timer("balas.sender.age.at.send");
    outcome("accepted", "none");
    FAILED.forEach(reason -> outcome("failed", reason));
    DROPPED.forEach(reason -> outcome("dropped", reason));
    Arrays.stream(Outcome.values()).forEach(this::attempt);
    RESOLVED_BY.forEach(this::resolved);
  }

  private Counter outcome(String outcome, String reason) {
    return registry.counter("balas.sender.outcomes", "outcome", outcome, "reason", reason);
  }

  private Counter attempt(Outcome outcome) {
    return registry.counter(
        "balas.sender.attempts", "outcome", outcome.name().toLowerCase(Locale.ROOT));
  }

  private Counter resolved(String by) {
    return registry.counter("balas.sender.unknown.resolved", "by", by);
  }

  /// `before` is null for a new row.
  void changed(@Nullable Delivery before, Delivery now) {
    State was = before == null ? State.WAITING : before.state();
    if (was.isFinal()) {
      return;
    }
    Attempt last = now.lastAttempt();
    if (now.state() == State.ATTEMPTING && last != null) {
      Duration age = Duration.between(now.message().createdAt(), last.startedAt());
      ageAtSend.record(age.isNegative() ? Duration.ZERO : age);
    }
    if (was == State.ATTEMPTING && last != null && last.outcome() != null) {
      attempt(last.outcome()).increment();
    }
    if (now.state() == State.UNKNOWN && was != State.UNKNOWN) {
      unknown.increment();
    }
    if (was == State.UNKNOWN && now.state() != State.UNKNOWN) {
      resolved(evidence(now)).increment();
    }
    if (now.state().isFinal()) {
      outcome(now.state().name().toLowerCase(Locale.ROOT), reason(now)).increment();
    }
  }

  private static String evidence(Delivery now) {
    return switch (now.state()) {
      case ACCEPTED -> String.valueOf(now.reason()).startsWith("echo ") ? "echo" : "list";
      case WAITING, ATTEMPTING, UNKNOWN -> "missing";
      case FAILED -> "undecidable";
      case DROPPED -> "discarded";
    };
  }

  /// Maps the reason to one of a few label values.
  static String reason(Delivery ended) {
    String reason = String.valueOf(ended.reason());
    Attempt last = ended.lastAttempt();
    return switch (ended.state()) {
      case WAITING, ATTEMPTING, UNKNOWN, ACCEPTED -> "none";
      case FAILED ->
          last != null && last.outcome() == Outcome.REJECTED
              ? "rejected"
              : reason.startsWith("given up")
                  ? "given_up"
                  : reason.equals("too old")
                      ? "too_old"
                      : reason.startsWith("unknown whether sent") ? "undecidable" : "other";
      case DROPPED ->
          reason.startsWith(DiscardDelivery.REASON)
              ? "discarded"
              : reason.equals("a person took over")
                  ? "person_took_over"
                  : reason.equals("too late to answer") ? "too_late" : "other";
    };
  }
}
