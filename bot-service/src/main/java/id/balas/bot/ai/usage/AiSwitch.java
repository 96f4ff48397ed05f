package id.balas.bot.ai.usage;

import id.balas.bot.ai.server.AiServerProperties;
import id.balas.bot.answers.AiReadiness;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The AI is ready if it is on and the daily budget has tokens left. Otherwise a question gets the
/// default reply at once and is not handed to an agent.
@Component
class AiSwitch implements AiReadiness {

  private static final Logger log = LoggerFactory.getLogger(AiSwitch.class);

  private final AiServerProperties server;
  private final AiUsageProperties usage;
  private final TokenBudget budget;
  private volatile long usedToday;

  AiSwitch(
      AiServerProperties server,
      AiUsageProperties usage,
      TokenBudget budget,
      MeterRegistry registry) {
    this.server = server;
    this.usage = usage;
    this.budget = budget;
    Gauge.builder("balas.bot.ai.tokens.today", () -> usedToday).register(registry);
    Gauge.builder("balas.bot.ai.tokens.daily.limit", usage::dailyTokens).register(registry);
  }

  @Override
  public boolean isReady() {
    // The budget must cover at least one answer of maximum length.
    return server.isOn() && usedToday + server.longestAnswer() < usage.dailyTokens();
  }

  @Scheduled(fixedDelayString = "${balas.bot.renew-answers-every}")
  void refreshBudget() {
    if (server.isOn()) {
      try {
        usedToday = budget.usedToday();
      } catch (DataAccessException e) {
        log.warn("Could not read the AI's token budget: {}", e.toString());
      }
    }
  }
}
