package id.balas.sender.whapi;

import id.balas.service.settings.ChannelSetting;
import id.balas.service.settings.UnusableSetting;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the provider is reached: `baseUrl` is `WHAPI_BASE_URL`, `token` is `WHAPI_TOKEN`, the one of
/// the channel `default`; `channels` is `WHAPI_CHANNELS`. `readTimeout` is how long an answer may
/// take beyond `typingTime`, for which the customer sees us typing; `inFlight` calls of a channel
/// run at once; `probeEvery` is how soon a channel that is down is looked at again; `markRead`
/// shows customers that their message was read when it is answered.
@ConfigurationProperties("balas.whapi")
public record WhapiProperties(
    URI baseUrl,
    @DefaultValue("") String token,
    @DefaultValue("") String channels,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("15s") Duration readTimeout,
    @DefaultValue("0s") Duration typingTime,
    @DefaultValue("1000") int inFlight,
    @DefaultValue("5s") Duration probeEvery,
    @DefaultValue("true") boolean markRead) {

  public WhapiProperties {
    if (token.isBlank() && channels.isBlank()) {
      throw new UnusableSetting(
          "WHAPI_TOKEN", "is missing", "set it to the channel's token from the Whapi panel");
    }
    if (baseUrl.getScheme() == null || !baseUrl.getScheme().startsWith("http")) {
      throw new UnusableSetting(
          "WHAPI_BASE_URL", "is no http(s) address", "set it to https://gate.whapi.cloud");
    }
    if (readTimeout.isNegative()
        || readTimeout.isZero()
        || connectTimeout.isNegative()
        || connectTimeout.isZero()) {
      throw new UnusableSetting(
          "balas.whapi.read-timeout or connect-timeout",
          "is not a time",
          "set it to some seconds, such as 15s");
    }
    if (typingTime.isNegative() || typingTime.toSeconds() > 60) {
      throw new UnusableSetting(
          "balas.whapi.typing-time", "is not from 0 to 60 s", "set it to some seconds, such as 2s");
    }
  }

  /// How long a call may take in all, from its connection to the last byte of its answer.
  public Duration longestCall() {
    return connectTimeout.plus(readTimeout).plus(typingTime);
  }

  /// The token of each channel, by its name.
  Map<String, String> tokens() {
    Map<String, String> tokens = new LinkedHashMap<>();
    ChannelSetting.of(token, channels)
        .forEach(channel -> tokens.put(channel.name(), channel.token()));
    return tokens;
  }
}
