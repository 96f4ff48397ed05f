package id.balas.auth;

import id.balas.service.settings.UnusableSetting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people and programs are let in; docs/users.md says what each setting means.
@ConfigurationProperties("balas.auth")
public record AuthProperties(
    @DefaultValue("") String secretKey,
    @DefaultValue("") String previousSecretKey,
    @DefaultValue("HS256") String algorithm,
    @DefaultValue("30") String accessTokenMinutes,
    @DefaultValue("14d") Duration refreshToken,
    @DefaultValue("30d") Duration signIn,
    @DefaultValue("30d") Duration signingKey,
    @DefaultValue("10m") Duration announceKey,
    @DefaultValue("10s") Duration callerCache,
    @DefaultValue("12") int bcryptCost,
    @DefaultValue("6") int passwordMinimum,
    @DefaultValue("false") boolean openRegistration,
    @DefaultValue("true") boolean secureCookie,
    @DefaultValue("http://localhost:8080") URI publicUrl,
    @DefaultValue("400d") Duration auditKept,
    @DefaultValue FirstAdmin firstAdmin) {

  private static final int SECRET_BYTES = 32;
  private static final Duration LONGEST_CACHE = Duration.ofSeconds(30);

  /// Who is made an admin where there is none; without a password a one-time token is printed
  /// instead.
  public record FirstAdmin(
      @DefaultValue("admin") String username,
      @DefaultValue("admin@localhost.localdomain") String email,
      @DefaultValue("") String password) {

    @Override
    public String toString() {
      return "FirstAdmin[" + username + "]";
    }
  }

  public AuthProperties {
    checkSecret("SECRET_KEY", secretKey);
    if (!previousSecretKey.isEmpty()) {
      checkSecret("SECRET_KEY_PREVIOUS", previousSecretKey);
    }
    if (!algorithm.equals("HS256") && !algorithm.equals("ES256")) {
      throw new UnusableSetting("ALGORITHM", "is not supported", "set it to HS256 or ES256");
    }
    if (!accessTokenMinutes.matches("[1-9]\\d{0,3}")) {
      throw new UnusableSetting(
          "ACCESS_TOKEN_EXPIRE_MINUTES", "is no number of minutes", "write one from 1 to 9999");
    }
    if (bcryptCost < 4 || bcryptCost > 16) {
      throw new UnusableSetting(
          "balas.auth.bcrypt-cost", "is out of range", "write one from 4 to 16");
    }
    if (passwordMinimum < 6 || passwordMinimum > 72) {
      throw new UnusableSetting("PASSWORD_MIN_LENGTH", "is out of range", "write one from 6 to 72");
    }
    if (callerCache.compareTo(LONGEST_CACHE) > 0) {
      throw new UnusableSetting("balas.auth.caller-cache", "is too long", "write 30s or less");
    }
  }

  private static void checkSecret(String name, String value) {
    if (value.isEmpty()) {
      throw new UnusableSetting(
          name,
          "is missing",
          "set it to at least 32 random bytes, such as openssl rand -base64 48 prints");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES) {
      throw new UnusableSetting(
          name,
          "is shorter than 32 bytes",
          "set it to more random ones, such as openssl rand -base64 48 prints");
    }
  }

  public Duration accessToken() {
    return Duration.ofMinutes(Long.parseLong(accessTokenMinutes));
  }

  @Override
  public String toString() {
    return "AuthProperties[" + algorithm + "]";
  }
}
