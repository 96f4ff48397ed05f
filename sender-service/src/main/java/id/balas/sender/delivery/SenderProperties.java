package id.balas.sender.delivery;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How messages are delivered. application.yaml has the defaults with their units.
///
/// - `mostWaiting`, `mostOfAChat`: messages in memory, in all and of one chat;
/// - `patience`: a longer wait than this is spent in the database;
/// - `chatGap`: the time between two messages of a chat;
/// - `retryWait`, `longestRetryWait`: the first and the longest wait before a retry;
/// - `unknownWait`: the time after an unknown result when the provider's "no" is final;
/// - `startWithin`: a recorded attempt is called within this time or not at all;
/// - `giveUp`: the time after the first failed attempt when a message that cannot be sent fails.
///   The wait for a channel that is down or paused before it does not count;
/// - `tooOld`: the age at which a message is not tried any more;
/// - `reconcile`, `fence`: off only in a fault run, which must then find errors.
@ConfigurationProperties("balas.sender")
public record SenderProperties(
    @DefaultValue("10000") int mostWaiting,
    @DefaultValue("200") int mostOfAChat,
    @DefaultValue("30s") Duration patience,
    @DefaultValue("0s") Duration chatGap,
    @DefaultValue("1s") Duration retryWait,
    @DefaultValue("5m") Duration longestRetryWait,
    @DefaultValue("60s") Duration unknownWait,
    @DefaultValue("5s") Duration startWithin,
    @DefaultValue("24h") Duration giveUp,
    @DefaultValue("14d") Duration tooOld,
    @DefaultValue("true") boolean reconcile,
    @DefaultValue("true") boolean fence) {

  /// Rejects an `unknownWait` that could treat a running call as lost, and, in production, a
  /// service without reconciliation or fence.
  public SenderProperties checked(Duration longestCall, boolean isProduction) {
    if (unknownWait.compareTo(longestCall) <= 0) {
      throw new InvalidSettingException(
          "balas.sender.unknown-wait",
          "is not longer than a call may take (" + longestCall.toSeconds() + " s)",
          "make it longer by some seconds");
    }
    if (isProduction && !(reconcile && fence)) {
      throw new InvalidSettingException(
          "balas.sender." + (reconcile ? "fence" : "reconcile"),
          "is off, which is for fault runs only",
          "remove the setting");
    }
    return this;
  }
}
