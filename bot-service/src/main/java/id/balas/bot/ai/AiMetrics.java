package id.balas.bot.ai;

import id.balas.bot.ai.server.AiResult;
import id.balas.bot.ai.server.NoAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Metrics of the AI. All series are registered at startup with 0, even if the AI is off.
@Component
class AiMetrics {

  private final AiUsageProperties settings;
  private final Counter answered;
  private final Counter covered;
  private final Counter cancelled;
  private final Map<NoAnswer, Counter> fallbacks = new EnumMap<>(NoAnswer.class);
  private final Counter promptTokens;
  private final Counter answerTokens;
  private final Counter cost;
  private final Timer callTime;

  AiMetrics(AiUsageProperties settings, MeterRegistry registry) {
    this.settings = settings;
    answered = registry.counter("balas.bot.ai.answers");
    covered = registry.counter("balas.bot.ai.questions.answered");
    cancelled = registry.counter("balas.bot.ai.questions.cancelled");
    for (NoAnswer why : NoAnswer.values()) {
      fallbacks.put(
          why,
          registry.counter(
              "balas.bot.ai.fallbacks", "reason", why.name().toLowerCase(Locale.ROOT)));
    }
    promptTokens = registry.counter("balas.bot.ai.tokens", "of", "prompt");
    answerTokens = registry.counter("balas.bot.ai.tokens", "of", "answer");
    cost = registry.counter("balas.bot.ai.cost");
    callTime = registry.timer("balas.bot.ai.call.time");
  }

  AiResult timed(Supplier<AiResult> call) {
    return Objects.requireNonNull(callTime.record(call));
  }

  void answered(AiResult.Answered said, int requests) {
    answered.increment();
    covered.increment(requests);
    used(said);
  }

  void used(AiResult.Answered said) {
    promptTokens.increment((double) said.promptTokens());
    answerTokens.increment((double) said.answerTokens());
    cost.increment(
        price(said.promptTokens(), settings.promptPrice())
            + price(said.answerTokens(), settings.answerPrice()));
  }

  private static double price(long tokens, BigDecimal ofMillion) {
    return tokens * ofMillion.doubleValue() / 1e6;
  }

  void fellBack(NoAnswer why) {
    Objects.requireNonNull(fallbacks.get(why)).increment();
  }

  void cancelled(int requests) {
    cancelled.increment(requests);
  }
}
