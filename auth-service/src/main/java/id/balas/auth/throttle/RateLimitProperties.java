package id.balas.auth.throttle;

import id.balas.service.settings.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The rate limit of each user and each API key across all instances.
@ConfigurationProperties("balas.front-door")
record RateLimitProperties(
    @DefaultValue("600") int callsPerMinute, @DefaultValue("100") int callsAtOnce) {

  RateLimitProperties {
    if (callsPerMinute < 1 || callsAtOnce < 1) {
      throw new InvalidSettingException(
          "balas.front-door.calls-per-minute or calls-at-once",
          "is not above 0",
          "set them to 600 and 100");
    }
  }
}
