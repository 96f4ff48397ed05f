package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.util.List;

/// Authenticates the provider in constant time: the duration does not reveal how close a wrong
/// secret was.
sealed interface WebhookSecret permits WebhookSecret.Header, Signature, WebhookSecret.None {

  /// Checked before the body is read. False rejects the request; true still needs [#matches].
  boolean mayMatch(HttpServletRequest request);

  /// Whether callers without the secret pass [#mayMatch], so that their bodies are read.
  boolean needsBody();

  boolean matches(HttpServletRequest request, byte[] body);

  /// Compares with every secret, even after a match, to keep the time constant.
  static boolean isOneOf(List<byte[]> rights, byte[] presented) {
    boolean found = false;
    for (byte[] right : rights) {
      found |= MessageDigest.isEqual(right, presented);
    }
    return found;
  }

  /// The secret itself in a header. Whapi supports nothing else: it does not sign requests.
  record Header(String header, List<byte[]> secrets) implements WebhookSecret {

    static Header of(String header, List<String> secrets) {
      return new Header(header, secrets.stream().map(secret -> secret.getBytes(UTF_8)).toList());
    }

    @Override
    public boolean mayMatch(HttpServletRequest request) {
      String presented = request.getHeader(header);
      return presented != null && isOneOf(secrets, presented.getBytes(UTF_8));
    }

    @Override
    public boolean needsBody() {
      return false;
    }

    @Override
    public boolean matches(HttpServletRequest request, byte[] body) {
      return true;
    }

    @Override
    public String toString() {
      return "Header[" + header + "]";
    }
  }

  /// No secret is set.
  record None() implements WebhookSecret {

    @Override
    public boolean mayMatch(HttpServletRequest request) {
      return true;
    }

    @Override
    public boolean needsBody() {
      return false;
    }

    @Override
    public boolean matches(HttpServletRequest request, byte[] body) {
      return true;
    }
  }
}
