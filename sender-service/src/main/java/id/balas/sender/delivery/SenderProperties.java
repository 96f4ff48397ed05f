package id.balas.sender.delivery;

import id.balas.sender.whapi.WhapiProperties;
import id.balas.settings.UnusableSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `tries` is the number of calls at most, `retryWait` the time between two, `unknownWait` the time after a call whose
/// result is unknown before the provider is asked, `channelDownWait` the time before a channel that is down is tried.
@ConfigurationProperties("balas.sender")
record SenderProperties(int tries, Duration retryWait, Duration unknownWait, Duration channelDownWait) {

  /// A call that is still under way must never be taken for one that was lost.
  SenderProperties checkedAgainst(WhapiProperties whapi) {
    if (unknownWait.compareTo(whapi.readTimeout().plusSeconds(1)) < 0) {
      throw new UnusableSetting(
          "balas.sender.unknown-wait", "is not longer than balas.whapi.read-timeout", "make it longer by some seconds");
    }
    return this;
  }
}
