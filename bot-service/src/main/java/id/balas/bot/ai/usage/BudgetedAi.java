package id.balas.bot.ai.usage;

import id.balas.bot.ai.server.AiCall;
import id.balas.bot.ai.server.AiResult;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiServer;
import id.balas.bot.ai.server.AiServerProperties;
import id.balas.bot.ai.server.NoAnswer;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/// Calls the AI if it is on and the daily token budget covers the worst case of the call.
@Component
public class BudgetedAi {

  // Conservative estimate: in the languages of our customers a token has at least 2 characters.
  private static final int CHARACTERS_OF_TOKEN = 2;

  private final AiServer server;
  private final AiServerProperties settings;
  private final TokenBudget budget;
  private final AiMetrics metrics;

  BudgetedAi(AiServer server, AiServerProperties settings, TokenBudget budget, AiMetrics metrics) {
    this.server = server;
    this.settings = settings;
    this.budget = budget;
    this.metrics = metrics;
  }

  /// At most this many tokens.
  public static int tokensOf(long characters) {
    return Math.toIntExact(characters / CHARACTERS_OF_TOKEN);
  }

  public AiResult ask(AiCall call) {
    if (!settings.isOn()) {
      return Failed.of(NoAnswer.SWITCHED_OFF);
    }
    LocalDate day = budget.today();
    long reserved = worstCase(call);
    return budget.reserve(day, reserved)
        ? settled(call, day, reserved)
        : Failed.of(NoAnswer.BUDGET);
  }

  private long worstCase(AiCall call) {
    return (long) tokensOf(call.characters())
        + AiServer.OWN_TOKENS
        + settings.longestAnswer()
        + call.moreTokens();
  }

  // The token usage of a call without a response is unknown; it is counted as zero.
  private AiResult settled(AiCall call, LocalDate day, long reserved) {
    AiResult result = Failed.of(NoAnswer.TROUBLE);
    try {
      result = metrics.timed(() -> server.ask(call));
    } finally {
      budget.settle(day, reserved, result.tokens().total());
    }
    metrics.used(result.tokens());
    return result;
  }
}
