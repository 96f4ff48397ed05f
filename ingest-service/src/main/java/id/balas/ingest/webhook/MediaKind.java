package id.balas.ingest.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/// JSON as it is, or a body that does not say what it is.
final class MediaKind {

  private MediaKind() {}

  static void require(HttpServletRequest request) {
    String type = request.getContentType();
    if (type != null && !isJson(type)) {
      throw new Refused(Refusal.NOT_JSON);
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
      throw new Refused(Refusal.ENCODED);
    }
  }

  private static boolean isJson(String type) {
    if (type.equals("application/json")) {
      return true;
    }
    int parameters = type.indexOf(';');
    String name =
        (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    return name.isEmpty()
        || name.equals("application/json")
        || name.equals("text/json")
        || name.endsWith("+json");
  }
}
