package id.balas.sender.whapi;

import id.balas.settings.UnusableSetting;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How the provider is reached: `baseUrl` is `WHAPI_BASE_URL`, `token` is `WHAPI_TOKEN`.
@ConfigurationProperties("balas.whapi")
public record WhapiProperties(URI baseUrl, String token, Duration connectTimeout, Duration readTimeout) {

  public WhapiProperties {
    if (token.isBlank()) {
      throw new UnusableSetting("WHAPI_TOKEN", "is missing", "set it to the channel's token from the Whapi panel");
    }
    if (baseUrl.getScheme() == null || !baseUrl.getScheme().startsWith("http")) {
      throw new UnusableSetting("WHAPI_BASE_URL", "is no http(s) address", "set it to https://gate.whapi.cloud");
    }
  }
}
