package id.balas.bot.scheduled;

import id.balas.bot.scheduled.ScheduledReplies.Waiting;
import id.balas.service.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The limits of replies that wait for their time. `horizon`: how far ahead. `atMostLate`: a reply
/// that is decided later than this after its time is not sent.
@ConfigurationProperties("balas.bot.scheduled-replies")
record ScheduledReplyProperties(
    int mostPerAuthor, int mostPerChat, Duration horizon, Duration atMostLate) {

  /// Throws a 400 for a time that is over or too far ahead.
  void check(Instant at, Instant now) {
    if (!at.isAfter(now) || at.isAfter(now.plus(horizon))) {
      throw ProblemException.invalid(
          "at", "must be in the future, at most " + horizon.toDays() + " days ahead.");
    }
  }

  ProblemException tooMany(Waiting before) {
    return ProblemException.conflict(
        before.ofChat() >= mostPerChat
            ? mostPerChat + " replies wait in this chat already. Cancel one first."
            : mostPerAuthor + " of your replies wait already. Cancel one first.");
  }
}
