package id.balas.bot.ai;

import id.balas.bot.ai.server.AiProperties;
import id.balas.events.ChatCommand;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Recovers the work of a stopped instance: unanswered questions, and answers that may not be
/// published. Also deletes old rows.
@Component
class LeftBehind {

  private static final Logger log = LoggerFactory.getLogger(LeftBehind.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 500;

  private final Questions questions;
  private final AnswerPublisher publisher;
  private final ChatTurns turns;
  private final AiProperties settings;
  private final Clock clock;

  LeftBehind(
      Questions questions,
      AnswerPublisher publisher,
      ChatTurns turns,
      AiProperties settings,
      Clock clock) {
    this.questions = questions;
    this.publisher = publisher;
    this.turns = turns;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT2S")
  void look() {
    Instant now = clock.instant();
    try {
      for (ChatCommand answer : questions.unpublished(now.minus(PATIENCE), AT_ONCE)) {
        publisher.publish(answer);
      }
      questions
          .leftBehind(now, now.minus(settings.longestWait()).minus(PATIENCE), AT_ONCE)
          .forEach(turns::asked);
    } catch (RuntimeException e) {
      log.warn("Could not look for questions that were left behind: {}", e.toString());
    }
  }

  @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1H")
  void forget() {
    try {
      int forgotten = questions.forget(clock.instant().minus(settings.keep()));
      if (forgotten > 0) {
        log.info("Forgot {} old questions and answers of the AI", forgotten);
      }
    } catch (DataAccessException e) {
      log.warn("Old questions and answers of the AI are forgotten later: {}", e.toString());
    }
  }
}
