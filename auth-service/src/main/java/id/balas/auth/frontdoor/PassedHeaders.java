package id.balas.auth.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.List;

/// The headers that pass the door, each by name: hop-by-hop headers, cookies, keys, `X-Forwarded-*`
/// and whatever somebody thinks of next stay outside.
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

  static void in(HttpServletRequest request, HttpRequest.Builder outgoing) {
    for (String name : IN) {
      Collections.list(request.getHeaders(name)).forEach(value -> outgoing.header(name, value));
    }
  }

  static void out(HttpHeaders answer, HttpServletResponse response) {
    for (String name : OUT) {
      answer.allValues(name).forEach(value -> response.addHeader(name, value));
    }
    // Drop absolute redirects: they would expose an internal host.
    answer
        .firstValue("Location")
        .filter(place -> place.matches("/[^/\\\\].*"))
        .ifPresent(place -> response.setHeader("Location", place));
  }
}
