package id.balas.bot.history;

import id.balas.service.settings.UnusableSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Messages are kept for `keep` after they were sent. What the provider says was sent over its API,
/// and no message of ours has claimed after `unclaimedAfter`, was sent by another program.
@ConfigurationProperties("balas.bot.history")
record HistoryProperties(Duration keep, Duration unclaimedAfter) {

  // As long Kafka keeps a record, in segments that may be older still: sooner forgotten, a rebuild
  // would bring it back.
  private static final Duration SHORTEST = Duration.ofDays(30);

  HistoryProperties {
    if (keep.compareTo(SHORTEST) < 0) {
      throw new UnusableSetting(
          "balas.bot.history.keep",
          "is shorter than the log itself keeps messages",
          "make it 30d or longer, such as 365d");
    }
  }
}
