package id.balas.bot.ai;

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
class StalledRequests {

  private static final Logger log = LoggerFactory.getLogger(StalledRequests.class);
  private static final Duration STALLED_AFTER = Duration.ofSeconds(10);
  private static final int AT_ONCE = 500;

  private final AiRequests requests;
  private final AnswerPublisher publisher;
  private final PerChatExecutor executor;
  private final AiProperties settings;
  private final Clock clock;

  StalledRequests(
      AiRequests requests,
      AnswerPublisher publisher,
      PerChatExecutor executor,
      AiProperties settings,
      Clock clock) {
    this.requests = requests;
    this.publisher = publisher;
    this.executor = executor;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT2S")
  void recover() {
    Instant now = clock.instant();
    try {
      for (ChatCommand answer : requests.unpublished(now.minus(STALLED_AFTER), AT_ONCE)) {
        publisher.publish(answer);
      }
      requests
          .stalled(now.minus(settings.longestWait()).minus(STALLED_AFTER), AT_ONCE)
          .forEach(executor::asked);
    } catch (RuntimeException e) {
      log.warn("Could not recover stalled AI requests: {}", e.toString());
    }
  }

  @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1H")
  void deleteOld() {
    try {
      int deleted = requests.deleteOld(clock.instant().minus(settings.keep()));
      if (deleted > 0) {
        log.info("Deleted {} old AI requests and answers", deleted);
      }
    } catch (DataAccessException e) {
      log.warn("Could not delete old AI requests, continuing later: {}", e.toString());
    }
  }
}
