package id.balas.sender.channel;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How messages are sent, beside how the provider is reached. For `typingTime` the customer sees us
/// typing, and the call lasts as much longer; `inFlight` calls of a channel run at once;
/// `probeEvery` is how soon a channel that is down is checked again; `markRead` shows customers
/// that their message was read when it is answered.
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
