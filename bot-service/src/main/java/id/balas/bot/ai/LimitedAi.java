package id.balas.bot.ai;

import id.balas.bot.ai.AiRequests.Question;
import id.balas.bot.ai.server.AiCall;
import id.balas.bot.ai.server.AiResult;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiServerProperties;
import id.balas.bot.ai.server.NoAnswer;
import id.balas.bot.ai.usage.BudgetedAi;
import id.balas.events.value.ChatKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Asks the AI within its limits and its daily token budget.
@Component
class LimitedAi {

  /// `called` is false if no call was made.
  record Outcome(AiResult result, boolean called) {
    static Outcome failed(NoAnswer why) {
      return new Outcome(Failed.of(why), false);
    }
  }

  private final Dialogue dialogue;
  private final BudgetedAi ai;
  private final AiServerProperties settings;
  private final CallLimits limits;
  private final Clock clock;

  LimitedAi(
      Dialogue dialogue,
      BudgetedAi ai,
      AiServerProperties settings,
      CallLimits limits,
      Clock clock) {
    this.dialogue = dialogue;
    this.ai = ai;
    this.settings = settings;
    this.limits = limits;
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
    AiResult result = ai.ask(AiCall.answer(dialogue.about(chat, questions)));
    return new Outcome(result, !(result instanceof Failed failed) || wasCalled(failed.why()));
  }

  // What made no call must not use up the limits: after an outage they would refuse questions that
  // the AI could answer.
  private static boolean wasCalled(NoAnswer why) {
    return why != NoAnswer.BUDGET && why != NoAnswer.BREAKER;
  }
}
