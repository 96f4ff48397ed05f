package id.balas.bot.decision;

import java.time.Duration;
import java.util.Set;

/// What the owner of the number has set: who the admins are (chat ids), how long what holds, and
/// the country code of numbers that are written without one.
public record Policy(
    Set<String> admins, Duration answerWithin, Duration humanWindow, String countryCode) {

  /// Kafka keeps an input for so long; whatever the offsets say, an older one is never acted on.
  static final Duration KEPT_ON_THE_LOG = Duration.ofDays(14);
}
