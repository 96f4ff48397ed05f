package id.balas.bot.ai.usage;

import id.balas.bot.ai.server.AiResult;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiResult.HttpStatus;
import id.balas.bot.ai.server.AiResult.Tokens;
import id.balas.bot.ai.server.NoAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Metrics of the AI. All series without a status are registered at startup with 0, even if the AI
/// is off.
@Component
public class AiMetrics {

  private final AiUsageProperties settings;
  private final MeterRegistry registry;
  private final Counter answered;
  private final Counter covered;
  private final Counter cancelled;
  private final Counter promptTokens;
  private final Counter answerTokens;
  private final Counter cost;
  private final Timer callTime;

  AiMetrics(AiUsageProperties settings, MeterRegistry registry) {
    this.settings = settings;
    this.registry = registry;
    answered = registry.counter("balas.bot.ai.answers");
    covered = registry.counter("balas.bot.ai.questions.answered");
    cancelled = registry.counter("balas.bot.ai.questions.cancelled");
    for (NoAnswer why : NoAnswer.values()) {
      fallbacks(why, HttpStatus.NONE);
    }
    promptTokens = registry.counter("balas.bot.ai.tokens", "of", "prompt");
    answerTokens = registry.counter("balas.bot.ai.tokens", "of", "answer");
    cost = registry.counter("balas.bot.ai.cost");
    callTime = registry.timer("balas.bot.ai.call.time");
  }

  public AiResult timed(Supplier<AiResult> call) {
    return Objects.requireNonNull(callTime.record(call));
  }

  public void answered(int questions) {
    answered.increment();
    covered.increment(questions);
  }

  public void used(Tokens tokens) {
    promptTokens.increment((double) tokens.prompt());
    answerTokens.increment((double) tokens.answer());
    cost.increment(
        price(tokens.prompt(), settings.promptPrice())
            + price(tokens.answer(), settings.answerPrice()));
  }

  private static double price(long tokens, BigDecimal ofMillion) {
    return tokens * ofMillion.doubleValue() / 1e6;
  }

  public void fellBack(Failed failed) {
    fallbacks(failed.why(), failed.status()).increment();
  }

  private Counter fallbacks(NoAnswer why, HttpStatus status) {
    return registry.counter(
        "balas.bot.ai.fallbacks", "reason", why.label(), "status", status.label());
  }

  public void cancelled(int questions) {
    cancelled.increment(questions);
  }
}
