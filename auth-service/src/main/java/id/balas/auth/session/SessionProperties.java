package id.balas.auth.session;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Lifetimes of sessions, tokens and signing keys.
@ConfigurationProperties("balas.auth")
public record SessionProperties(
    @DefaultValue("HS256") String algorithm,
    @DefaultValue("30") String accessTokenMinutes,
    @DefaultValue("14d") Duration refreshToken,
    @DefaultValue("20s") Duration refreshOverlap,
    @DefaultValue("30d") Duration signIn,
    @DefaultValue("10m") Duration confirmedFor,
    @DefaultValue("30d") Duration signingKey,
    @DefaultValue("10m") Duration announceKey,
    @DefaultValue("true") boolean secureCookie) {

  private static final Duration LONGEST_OVERLAP = Duration.ofSeconds(60);
  private static final Duration LONGEST_CONFIRMATION = Duration.ofHours(1);

  public SessionProperties {
    if (!algorithm.equals("HS256") && !algorithm.equals("ES256")) {
      throw new InvalidSettingException(
          "ALGORITHM", "is not supported", "set it to HS256 or ES256");
    }
    if (!accessTokenMinutes.matches("[1-9]\\d{0,3}")) {
      throw new InvalidSettingException(
          "ACCESS_TOKEN_EXPIRE_MINUTES",
          "is not a number of minutes",
          "set it to a number from 1 to 9999");
    }
    requireUpTo("balas.auth.refresh-overlap", refreshOverlap, LONGEST_OVERLAP);
    requireUpTo("balas.auth.confirmed-for", confirmedFor, LONGEST_CONFIRMATION);
  }

  private static void requireUpTo(String name, Duration value, Duration longest) {
    if (value.isNegative() || value.compareTo(longest) > 0) {
      throw new InvalidSettingException(
          name, "is out of range", "set it to at most %d s".formatted(longest.toSeconds()));
    }
  }

  public Duration accessToken() {
    return Duration.ofMinutes(Long.parseLong(accessTokenMinutes));
  }
}
