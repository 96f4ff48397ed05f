package id.balas.bot.decision;

import java.time.Duration;
import java.util.Set;

/// The owner's settings. `admins` are chat ids; `countryCode` applies to numbers without one.
public record Policy(
    Set<String> admins, Duration answerWithin, Duration humanWindow, String countryCode) {

  /// The Kafka retention of inputs. An older input is never acted on, even if offsets are reset.
  static final Duration KAFKA_RETENTION = Duration.ofDays(14);
}
