package id.balas.whapi;

import id.balas.service.settings.InvalidSettingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Connection settings of the provider. `baseUrl` is `WHAPI_BASE_URL`, `token` and `channels` are
/// `WHAPI_TOKEN` and `WHAPI_CHANNELS`.
@ConfigurationProperties("balas.whapi")
public record WhapiProperties(
    URI baseUrl,
    @DefaultValue("") String token,
    @DefaultValue("") String channels,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("15s") Duration readTimeout) {

  public WhapiProperties {
    if (baseUrl.getScheme() == null || !baseUrl.getScheme().startsWith("http")) {
      throw new InvalidSettingException(
          "WHAPI_BASE_URL", "is not an http(s) address", "set it to https://gate.whapi.cloud");
    }
    if (!connectTimeout.isPositive() || !readTimeout.isPositive()) {
      throw new InvalidSettingException(
          "balas.whapi.read-timeout or connect-timeout",
          "is not a time",
          "set it to some seconds, such as 15s");
    }
  }

  /// The limit of a whole call, from connecting to the last byte of the response.
  public Duration longestCall() {
    return connectTimeout.plus(readTimeout);
  }

  public List<ChannelSetting> all() {
    return ChannelSetting.of(token, channels);
  }
}
