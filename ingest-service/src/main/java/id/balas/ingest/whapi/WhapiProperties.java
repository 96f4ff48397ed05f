package id.balas.ingest.whapi;

import id.balas.service.settings.ChannelSetting;
import id.balas.service.settings.UnusableSetting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the provider is asked: `baseUrl` is `WHAPI_BASE_URL`, `token` and `channels` are
/// `WHAPI_TOKEN` and `WHAPI_CHANNELS`. A whole call takes no longer than `connectTimeout` and
/// `readTimeout` together; `longestWait` is how long it is waited when the provider says "too many
/// requests". Hidden numbers are learnt `lidsEvery`, and `lidsSoon` after one was met that is not
/// known.
@ConfigurationProperties("balas.whapi")
record WhapiProperties(
    URI baseUrl,
    @DefaultValue("") String token,
    @DefaultValue("") String channels,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("15s") Duration readTimeout,
    @DefaultValue("1m") Duration longestWait,
    @DefaultValue("1h") Duration lidsEvery,
    @DefaultValue("30s") Duration lidsSoon) {

  WhapiProperties {
    if (baseUrl.getScheme() == null || !baseUrl.getScheme().startsWith("http")) {
      throw new UnusableSetting(
          "WHAPI_BASE_URL", "is no http(s) address", "set it to https://gate.whapi.cloud");
    }
    if (!connectTimeout.isPositive() || !readTimeout.isPositive()) {
      throw new UnusableSetting(
          "balas.whapi.connect-timeout or read-timeout",
          "is not a time",
          "set it to some seconds, such as 15s");
    }
  }

  Duration longestCall() {
    return connectTimeout.plus(readTimeout);
  }

  List<ChannelSetting> all() {
    return ChannelSetting.of(token, channels);
  }
}
