package id.balas.ingest.webhook;

import jakarta.servlet.http.HttpServletRequest;

/// Tells the provider from a stranger, in a time that does not tell how near the stranger was.
sealed interface WebhookSecret permits HeaderSecret, Signature, WebhookSecret.None {

  /// Before the body is read: false is a stranger, true may still be one.
  boolean mayMatch(HttpServletRequest request);

  boolean matches(HttpServletRequest request, byte[] body);

  /// Nobody set a secret.
  record None() implements WebhookSecret {

    @Override
    public boolean mayMatch(HttpServletRequest request) {
      return true;
    }

    @Override
    public boolean matches(HttpServletRequest request, byte[] body) {
      return true;
    }
  }
}
