package id.balas.sender.channel;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How messages are sent. The customer sees us typing for `typingTime`, which makes each call
/// longer. `inFlight` is the number of concurrent calls of a channel, `probeEvery` the interval
/// between health probes of a channel that is down. `markRead` marks a customer's message as read
/// when it is answered.
@ConfigurationProperties("balas.whapi")
public record SendingProperties(
    @DefaultValue("0s") Duration typingTime,
    @DefaultValue("1000") int inFlight,
    @DefaultValue("5s") Duration probeEvery,
    @DefaultValue("true") boolean markRead) {

  public SendingProperties {
    if (typingTime.isNegative() || typingTime.toSeconds() > 60) {
      throw new InvalidSettingException(
          "balas.whapi.typing-time", "is not from 0 to 60 s", "set it to some seconds, such as 2s");
    }
  }
}
