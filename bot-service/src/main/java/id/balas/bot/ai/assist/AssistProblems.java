package id.balas.bot.ai.assist;

import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiServerProperties;
import id.balas.bot.ai.usage.TokenBudget;
import id.balas.service.web.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// The responses when the AI wrote no text: 503 if it may not be called now, 504 if it was too
/// slow, 502 if the server failed or the text is not usable. `reason` is the label of the metrics.
@Component
class AssistProblems {

  private static final Duration BREAKER_OPEN = Duration.ofSeconds(30);
  private static final Duration RATE_LIMITED = Duration.ofMinutes(1);

  private final TokenBudget budget;
  private final Duration timeLimit;

  AssistProblems(TokenBudget budget, AiServerProperties server) {
    this.budget = budget;
    this.timeLimit = server.timeLimit();
  }

  ProblemException of(Failed failed) {
    return problem(failed).with("reason", failed.why().label());
  }

  private ProblemException problem(Failed failed) {
    return switch (failed.why()) {
      case SWITCHED_OFF ->
          ProblemException.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "The AI is switched off. An operator turns it on with OPENAI_API_KEY.");
      case BUDGET ->
          ProblemException.unavailable(
              "The AI's tokens for today are used up. It works again after midnight.",
              budget.untilTomorrow());
      case BREAKER ->
          ProblemException.unavailable(
              "The AI failed too often in the last minutes. Try again in half a minute.",
              BREAKER_OPEN);
      case RATE_LIMITED ->
          ProblemException.unavailable(
              "The AI server limits the rate of calls. Try again in a minute.", RATE_LIMITED);
      case TIME_LIMIT ->
          ProblemException.of(
              HttpStatus.GATEWAY_TIMEOUT,
              "The AI did not answer within %d s. Try again.".formatted(timeLimit.toSeconds()));
      case CUT_OFF, FILTERED, DECLINED, EMPTY, REFUSED, TROUBLE, GARBAGE ->
          ProblemException.of(
              HttpStatus.BAD_GATEWAY,
              "There is no text, because %s. Try again, or write it yourself."
                  .formatted(failed.why().words()));
      // Only the bot's own questions have these.
      case CHAT_LIMIT, OVERALL_LIMIT, WANTS_PERSON, TOO_LATE ->
          throw new IllegalStateException(failed.described());
    };
  }
}
