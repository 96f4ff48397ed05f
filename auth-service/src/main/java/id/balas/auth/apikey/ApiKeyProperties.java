package id.balas.auth.apikey;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The longest validity of a new API key, and the usual one if it is shorter than a year.
@ConfigurationProperties("balas.auth")
record ApiKeyProperties(@DefaultValue("365d") Duration longestApiKey) {

  private static final int MOST_DAYS = 3650;

  ApiKeyProperties {
    if (longestApiKey.toDays() < 1 || longestApiKey.toDays() > MOST_DAYS) {
      throw new InvalidSettingException(
          "balas.auth.longest-api-key", "is out of range", "set it to 1d to 3650d");
    }
  }

  int days() {
    return Math.toIntExact(longestApiKey.toDays());
  }
}
