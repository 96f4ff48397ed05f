package id.balas.ingest.setup;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The header with which the provider authenticates, from `balas.webhook`. If there are several
/// secrets, it is the first.
@ConfigurationProperties("balas.webhook")
record WebhookKey(
    @DefaultValue("") String secret,
    @DefaultValue("X-Webhook-Secret") String secretHeader,
    @DefaultValue("header") String authentication) {

  boolean isHmac() {
    return authentication.equalsIgnoreCase("hmac");
  }

  /// Empty if no secret is set.
  Map<String, String> headers() {
    String first = secret.split(",", 2)[0].strip();
    return first.isEmpty() ? Map.of() : Map.of(secretHeader, first);
  }
}
