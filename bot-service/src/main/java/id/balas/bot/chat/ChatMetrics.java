package id.balas.bot.chat;

import id.balas.bot.decision.Decided.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// What was decided, seen from outside; every series is there at 0 from the start.
@Component
class ChatMetrics {

  private final Map<Outcome, Counter> decided = new EnumMap<>(Outcome.class);
  private final Counter redelivered;
  private final Counter retried;
  private final Counter buried;
  private final Counter stopped;

  ChatMetrics(MeterRegistry registry) {
    Arrays.stream(Outcome.values())
        .forEach(
            outcome ->
                decided.put(
                    outcome,
                    registry.counter("balas.bot.decided", "outcome", outcome.name().toLowerCase(Locale.ROOT))));
    redelivered = registry.counter("balas.bot.redelivered");
    retried = registry.counter("balas.bot.batches.retried");
    buried = registry.counter("balas.bot.dead.letters");
    stopped = registry.counter("balas.bot.stopped");
  }

  void decided(DecideBatch.Result result) {
    result.outcomes().forEach(outcome -> counter(outcome.outcome()).increment());
    redelivered.increment(result.redelivered());
  }

  private Counter counter(Outcome outcome) {
    return Objects.requireNonNull(decided.get(outcome));
  }

  void retried() {
    retried.increment();
  }

  void buried() {
    buried.increment();
  }

  void stopped() {
    stopped.increment();
  }
}
