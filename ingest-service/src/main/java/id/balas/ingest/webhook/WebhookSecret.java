package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Tells the provider from a stranger. Whapi signs nothing; it can only send a fixed header.
@Component
class WebhookSecret {

  private static final Logger log = LoggerFactory.getLogger(WebhookSecret.class);

  private final WebhookProperties settings;

  WebhookSecret(WebhookProperties settings) {
    this.settings = settings;
    if (settings.secret().isBlank()) {
      log.warn("WHAPI_SECRET is not set: ANYONE who knows this address can bring messages");
    }
  }

  String header() {
    return settings.secretHeader();
  }

  /// Takes the same time whatever the difference.
  boolean matches(@Nullable String presented) {
    if (settings.secret().isBlank()) {
      return true;
    }
    return presented != null
        && MessageDigest.isEqual(presented.getBytes(UTF_8), settings.secret().getBytes(UTF_8));
  }
}
