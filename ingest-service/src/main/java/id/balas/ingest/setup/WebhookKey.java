package id.balas.ingest.setup;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The secret header that we register at the provider, which sends it with each webhook. Of several
/// secrets, the first is registered. With HMAC nothing is registered.
@ConfigurationProperties("balas.webhook")
record WebhookKey(
    @DefaultValue("") String secret,
    @DefaultValue("X-Webhook-Secret") String secretHeader,
    @DefaultValue("header") String authentication) {

  boolean isHmac() {
    return authentication.equalsIgnoreCase("hmac");
  }

  /// The headers to register. Empty if no secret is set.
  Map<String, String> headers() {
    String first = secret.split(",", 2)[0].strip();
    return first.isEmpty() ? Map.of() : Map.of(secretHeader, first);
  }
}
