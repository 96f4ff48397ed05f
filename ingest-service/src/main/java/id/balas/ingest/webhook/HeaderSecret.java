package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.util.List;

/// The secret itself in a header: all that Whapi can send, which signs nothing.
final class HeaderSecret implements WebhookSecret {

  private final String header;
  private final List<byte[]> secrets;

  HeaderSecret(String header, List<String> secrets) {
    this.header = header;
    this.secrets = secrets.stream().map(secret -> secret.getBytes(UTF_8)).toList();
  }

  @Override
  public boolean mayMatch(HttpServletRequest request) {
    String presented = request.getHeader(header);
    return presented != null && isOneOf(secrets, presented.getBytes(UTF_8));
  }

  /// Compares with all of them, also when the first is right.
  static boolean isOneOf(List<byte[]> rights, byte[] presented) {
    boolean found = false;
    for (byte[] right : rights) {
      found |= MessageDigest.isEqual(right, presented);
    }
    return found;
  }

  @Override
  public boolean matches(HttpServletRequest request, byte[] body) {
    return true;
  }
}
