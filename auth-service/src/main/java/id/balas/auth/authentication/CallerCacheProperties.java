package id.balas.auth.authentication;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long the rights of a caller are cached: the delay of a change by another instance.
@ConfigurationProperties("balas.auth")
record CallerCacheProperties(@DefaultValue("10s") Duration callerCache) {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  CallerCacheProperties {
    if (callerCache.compareTo(LONGEST) > 0) {
      throw new InvalidSettingException(
          "balas.auth.caller-cache", "is too long", "set it to 30s or less");
    }
  }
}
