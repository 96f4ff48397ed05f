package id.balas.sender.delivery;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How messages are delivered; the units stand in application.yaml.
///
/// - `mostWaiting` messages in memory, `mostOfAChat` of them of one chat;
/// - `patience`: what cannot be sent within it waits in the database;
/// - `chatGap`: between two messages of a chat;
/// - `retryWait`, `longestRetryWait`: the first and the longest wait after a call that was not
///   sent;
/// - `unknownWait`: after a call whose result is unknown, the time after which the provider's "no"
///   is a no;
/// - `startWithin`: an attempt that was recorded is called within it or not at all;
/// - `giveUp`: the age at which a message that still cannot be sent fails; `tooOld`: the age at
///   which none is tried;
/// - `reconcile`, `fence`: off only to show that a fault run can fail;
/// - `keep`: how long deliveries that have ended are kept.
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
    @DefaultValue("45d") Duration keep,
    @DefaultValue("true") boolean reconcile,
    @DefaultValue("true") boolean fence) {

  /// A call that is still under way must never be taken for one that was lost, and nothing in
  /// production is sent without its promises.
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
          "is off, which only shows in a fault run what breaks without it",
          "leave it out");
    }
    return this;
  }
}
