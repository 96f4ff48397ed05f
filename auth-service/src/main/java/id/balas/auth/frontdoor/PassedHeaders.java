package id.balas.auth.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.List;

/// The headers that are relayed, by name. All others are dropped, such as hop-by-hop headers,
/// cookies, keys and `X-Forwarded-*`.
final class PassedHeaders {

  private static final List<String> IN =
      List.of(
          "Accept",
          "Accept-Language",
          "Content-Type",
          "Idempotency-Key",
          "If-Match",
          "If-Modified-Since",
          "If-None-Match",
          "If-Range",
          "Last-Event-ID",
          "Range");

  private static final List<String> OUT =
      List.of(
          "Accept-Ranges",
          "Cache-Control",
          "Content-Disposition",
          "Content-Language",
          "Content-Length",
          "Content-Range",
          "Content-Security-Policy",
          "Content-Type",
          "Cross-Origin-Resource-Policy",
          "ETag",
          "Last-Modified",
          "Retry-After",
          "Vary");

  private PassedHeaders() {}

  static void toBackend(HttpServletRequest request, HttpRequest.Builder outgoing) {
    for (String name : IN) {
      Collections.list(request.getHeaders(name)).forEach(value -> outgoing.header(name, value));
    }
  }

  static void toCaller(HttpHeaders answer, HttpServletResponse response) {
    for (String name : OUT) {
      answer.allValues(name).forEach(value -> response.addHeader(name, value));
    }
    // Drop absolute redirects: they would expose an internal host.
    answer
        .firstValue("Location")
        .filter(target -> target.matches("/[^/\\\\].*"))
        .ifPresent(target -> response.setHeader("Location", target));
  }
}
