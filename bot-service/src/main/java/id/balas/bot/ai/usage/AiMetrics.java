package id.balas.bot.ai.usage;

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
public class AiMetrics {

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

  public AiResult timed(Supplier<AiResult> call) {
    return Objects.requireNonNull(callTime.record(call));
  }

  public void answered(AiResult.Answered answer, int questions) {
    answered.increment();
    covered.increment(questions);
    used(answer);
  }

  public void used(AiResult.Answered answer) {
    promptTokens.increment((double) answer.promptTokens());
    answerTokens.increment((double) answer.answerTokens());
    cost.increment(
        price(answer.promptTokens(), settings.promptPrice())
            + price(answer.answerTokens(), settings.answerPrice()));
  }

  private static double price(long tokens, BigDecimal ofMillion) {
    return tokens * ofMillion.doubleValue() / 1e6;
  }

  public void fellBack(NoAnswer why) {
    Objects.requireNonNull(fallbacks.get(why)).increment();
  }

  public void cancelled(int questions) {
    cancelled.increment(questions);
  }
}
