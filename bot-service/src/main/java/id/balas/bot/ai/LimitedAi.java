package id.balas.bot.ai;

import id.balas.bot.ai.AiRequests.Question;
import id.balas.bot.ai.server.AiResult;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiServer;
import id.balas.bot.ai.server.AiServerProperties;
import id.balas.bot.ai.server.ChatCompletions.Message;
import id.balas.bot.ai.server.NoAnswer;
import id.balas.bot.ai.usage.AiMetrics;
import id.balas.bot.ai.usage.TokenBudget;
import id.balas.events.value.ChatKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/// Asks the AI within its limits and its daily token budget.
@Component
class LimitedAi {

  // Conservative estimate: in the languages of our customers a token has at least 2 characters.
  private static final int CHARACTERS_OF_TOKEN = 2;

  /// `called` is false if no call was made.
  record Outcome(AiResult result, boolean called) {
    static Outcome failed(NoAnswer why) {
      return new Outcome(Failed.of(why), false);
    }
  }

  private final Dialogue dialogue;
  private final AiServer server;
  private final AiServerProperties settings;
  private final CallLimits limits;
  private final TokenBudget budget;
  private final AiMetrics metrics;
  private final Clock clock;

  LimitedAi(
      Dialogue dialogue,
      AiServer server,
      AiServerProperties settings,
      CallLimits limits,
      TokenBudget budget,
      AiMetrics metrics,
      Clock clock) {
    this.dialogue = dialogue;
    this.server = server;
    this.settings = settings;
    this.limits = limits;
    this.budget = budget;
    this.metrics = metrics;
    this.clock = clock;
  }

  Duration timeLimit() {
    return settings.timeLimit();
  }

  String model() {
    return settings.model();
  }

  Outcome ask(ChatKey chat, List<Question> questions) {
    Instant now = clock.instant();
    if (!settings.isOn()) {
      return Outcome.failed(NoAnswer.SWITCHED_OFF);
    }
    if (questions.stream().allMatch(question -> question.expiresAt().isBefore(now))) {
      return Outcome.failed(NoAnswer.TOO_LATE);
    }
    NoAnswer reached = limits.reached(chat);
    if (reached != null) {
      return Outcome.failed(reached);
    }
    List<Message> messages = dialogue.about(chat, questions);
    LocalDate day = budget.today();
    long reserved = worstCase(messages);
    return budget.reserve(day, reserved)
        ? new Outcome(call(messages, day, reserved), true)
        : Outcome.failed(NoAnswer.BUDGET);
  }

  private long worstCase(List<Message> messages) {
    long characters = messages.stream().mapToLong(message -> message.content().length()).sum();
    return characters / CHARACTERS_OF_TOKEN + AiServer.OWN_TOKENS + settings.longestAnswer();
  }

  // The token usage of a call without a response is unknown; it is counted as zero.
  private AiResult call(List<Message> messages, LocalDate day, long reserved) {
    AiResult result = Failed.of(NoAnswer.TROUBLE);
    try {
      result = metrics.timed(() -> server.ask(messages));
    } finally {
      budget.settle(day, reserved, result.tokens().total());
    }
    metrics.used(result.tokens());
    return result;
  }
}
