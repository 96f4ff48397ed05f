package id.balas.service.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// A problem document (RFC 9457) of a filter, a servlet or an entry point. Immutable. Controllers
/// throw [ProblemException] instead.
public record Problem(HttpStatus status, Map<String, Object> members, Map<String, String> headers) {

  private static final JsonMapper JSON = JsonMapper.shared();

  public static Problem of(HttpStatus status, String detail) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("title", status.getReasonPhrase());
    members.put("status", status.value());
    members.put("detail", detail);
    return new Problem(status, members, Map.of());
  }

  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, more, headers);
  }

  public Problem retryAfter(Duration wait) {
    return new Problem(status, members, Map.of(HttpHeaders.RETRY_AFTER, seconds(wait)));
  }

  public byte[] json() {
    return JSON.writeValueAsBytes(members);
  }

  public void write(HttpServletResponse response) throws IOException {
    byte[] body = json();
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    headers.forEach(response::setHeader);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /// Whole seconds, rounded up, at least one: the form of `Retry-After`.
  static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}
