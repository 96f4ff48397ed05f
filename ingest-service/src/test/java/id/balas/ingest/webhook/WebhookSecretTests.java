package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.ingest.webhook.WebhookProperties.Authentication;
import id.balas.ingest.webhook.WebhookProperties.Hmac;
import id.balas.service.settings.InvalidSettingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class WebhookSecretTests {

  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);
  private static final byte[] BODY = "{\"messages\":[]}".getBytes(UTF_8);
  private static final Hmac PLAIN =
      new Hmac("X-Webhook-Signature", "sha256=", "", Duration.ofMinutes(5));
  private static final Hmac TIMED =
      new Hmac("X-Webhook-Signature", "v1=", "X-Time", Duration.ofMinutes(5));

  @Test
  void acceptsAnyOfTheSecrets() {
    WebhookSecret secret = secret(Authentication.HEADER, PLAIN, "old, new");
    assertThat(isLetIn(secret, "X-Secret", "old")).isTrue();
    assertThat(isLetIn(secret, "X-Secret", "new")).isTrue();
    assertThat(isLetIn(secret, "X-Secret", "old, new")).isFalse();
    assertThat(isLetIn(secret, "X-Secret", "")).isFalse();
    assertThat(isLetIn(secret, "X-Other", "old")).isFalse();
  }

  @Test
  void acceptsSignaturesOfAnySecret() {
    WebhookSecret secret = secret(Authentication.HMAC, PLAIN, "old,new");
    assertThat(isLetIn(secret, "X-Webhook-Signature", "sha256=" + sign("old", BODY))).isTrue();
    assertThat(isLetIn(secret, "X-Webhook-Signature", "sha256=" + sign("new", BODY))).isTrue();
    assertThat(isLetIn(secret, "X-Webhook-Signature", "sha256=" + sign("other", BODY))).isFalse();
    assertThat(
            isLetIn(secret, "X-Webhook-Signature", "sha256=" + sign("new", "{}".getBytes(UTF_8))))
        .isFalse();
    assertThat(isLetIn(secret, "X-Webhook-Signature", "sha256=xyz")).isFalse();
    assertThat(isLetIn(secret, "X-Webhook-Signature", "sha256=")).isFalse();
  }

  // As the relays of several vendors write it.
  @ParameterizedTest
  @ValueSource(strings = {"sha256=", "SHA256=", "sha256= ", "v1=", ""})
  void acceptsSignaturesInEveryEncoding(String prefix) {
    var settings = new Hmac("X-Webhook-Signature", "v1=", "", Duration.ofMinutes(5));
    WebhookSecret secret = secret(Authentication.HMAC, settings, "new");
    String hex = sign("new", BODY);
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (String signature :
        List.of(
            hex,
            hex.toUpperCase(Locale.ROOT),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            Base64.getUrlEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
      assertThat(isLetIn(secret, "X-Webhook-Signature", prefix + signature)).as(signature).isTrue();
      assertThat(isLetIn(secret, "X-Webhook-Signature", prefix + signature.substring(4))).isFalse();
    }
    String other = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sign("old", BODY)));
    assertThat(isLetIn(secret, "X-Webhook-Signature", prefix + other)).isFalse();
  }

  @Test
  void rejectsSecretInPlaceOfSignature() {
    WebhookSecret secret = secret(Authentication.HMAC, PLAIN, "new");
    assertThat(isLetIn(secret, "X-Secret", "new")).isFalse();
    assertThat(isLetIn(secret, "X-Webhook-Signature", "new")).isFalse();
  }

  @Test
  void signatureCoversARecentTimestamp() {
    WebhookSecret secret = secret(Authentication.HMAC, TIMED, "new");
    assertThat(isLetInAt(secret, NOW.minusSeconds(299), NOW.minusSeconds(299))).isTrue();
    assertThat(isLetInAt(secret, NOW.plusSeconds(299), NOW.plusSeconds(299))).isTrue();
    assertThat(isLetInAt(secret, NOW.minusSeconds(301), NOW.minusSeconds(301))).isFalse();
    // An old signature with a new timestamp.
    assertThat(isLetInAt(secret, NOW.minusSeconds(301), NOW)).isFalse();
    assertThat(isLetIn(secret, "X-Webhook-Signature", "v1=" + sign("new", BODY))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " , ,"})
  void secretIsOptionalOutsideProduction(String none) {
    assertThat(secret(Authentication.HMAC, PLAIN, none)).isEqualTo(new WebhookSecret.None());
    var production = new MockEnvironment();
    production.setActiveProfiles("production");
    assertThatThrownBy(() -> secret(Authentication.HEADER, PLAIN, none, production))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "WHAPI_SECRET is missing, so anyone could send messages in your customers' names: "
                + "set it to a long random value without commas, and let Whapi send it as X-Secret.");
  }

  @Test
  void shortSecretsAreRefusedInProduction() {
    var production = new MockEnvironment();
    production.setActiveProfiles("production");
    assertThatThrownBy(
            () -> secret(Authentication.HEADER, PLAIN, "0123456789abcdef,short", production))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(
            "WHAPI_SECRET is shorter than 16 characters, so it could be guessed:")
        .hasMessageNotContainingAny("0123456789abcdef");
    assertThat(secret(Authentication.HEADER, PLAIN, "0123456789abcdef", production))
        .isInstanceOf(WebhookSecret.Header.class);
    assertThat(secret(Authentication.HEADER, PLAIN, "short"))
        .isInstanceOf(WebhookSecret.Header.class);
  }

  private static boolean isLetInAt(WebhookSecret secret, Instant signed, Instant told) {
    var request = new MockHttpServletRequest();
    byte[] text = (signed.getEpochSecond() + "." + new String(BODY, UTF_8)).getBytes(UTF_8);
    request.addHeader("X-Webhook-Signature", "v1=" + sign("new", text));
    request.addHeader("X-Time", "" + told.getEpochSecond());
    return secret.mayMatch(request) && secret.matches(request, BODY);
  }

  private static boolean isLetIn(WebhookSecret secret, String header, String value) {
    var request = new MockHttpServletRequest();
    request.addHeader(header, value);
    return secret.mayMatch(request) && secret.matches(request, BODY);
  }

  private static String sign(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WebhookSecret secret(Authentication authentication, Hmac hmac, String secrets) {
    return secret(authentication, hmac, secrets, new MockEnvironment());
  }

  private static WebhookSecret secret(
      Authentication authentication, Hmac hmac, String secrets, MockEnvironment environment) {
    var settings =
        new WebhookProperties(
            secrets,
            authentication,
            "X-Secret",
            hmac,
            DataSize.ofMegabytes(1),
            DataSize.ofMegabytes(16),
            Duration.ofSeconds(10),
            60,
            List.of(),
            Pattern.compile("none"));
    return new WebhookConfiguration()
        .webhookSecret(settings, environment, Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
