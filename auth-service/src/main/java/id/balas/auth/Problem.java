package id.balas.auth;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// A problem document (RFC 9457) that is written outside of Spring's controllers.
public record Problem(HttpStatus status, Map<String, Object> members, Map<String, String> headers) {

  private static final JsonMapper JSON = new JsonMapper();

  public static Problem of(HttpStatus status, String detail) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("title", status.getReasonPhrase());
    members.put("status", status.value());
    members.put("detail", detail);
    return new Problem(status, members, new LinkedHashMap<>());
  }

  public Problem with(String name, String value) {
    members.put(name, value);
    return this;
  }

  public Problem after(Duration wait) {
    headers.put("Retry-After", "" + Math.max(1, wait.plusMillis(999).toSeconds()));
    return this;
  }

  public void write(HttpServletResponse response) throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    headers.forEach(response::setHeader);
    response
        .getOutputStream()
        .write(JSON.writeValueAsString(members).getBytes(StandardCharsets.UTF_8));
  }
}
