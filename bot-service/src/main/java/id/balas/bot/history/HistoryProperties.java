package id.balas.bot.history;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `keep` is the retention of messages, counted from when they were sent. An echo that matches none
/// of our messages within `unclaimedAfter` was sent by another program. Times in readable texts are
/// in `timeZone`.
@ConfigurationProperties("balas.bot.history")
public record HistoryProperties(Duration keep, Duration unclaimedAfter, ZoneId timeZone) {

  // Longer than Kafka keeps a record, including its segment: otherwise a rebuild would bring back
  // deleted messages.
  private static final Duration SHORTEST = Duration.ofDays(30);

  public HistoryProperties {
    if (keep.compareTo(SHORTEST) < 0) {
      throw new InvalidSettingException(
          "balas.bot.history.keep",
          "is shorter than Kafka's retention",
          "make it 30d or longer, such as 365d");
    }
  }
}
