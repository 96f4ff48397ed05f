package id.balas.ingest.webhook;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// A refusal as RFC 9457 writes it: what happened and what to do, and nothing of what is inside.
record Problem(String title, int status, String detail) {

  private static final JsonMapper JSON = JsonMapper.shared();

  static Problem of(HttpStatus status, String detail) {
    return new Problem(status.getReasonPhrase(), status.value(), detail);
  }

  void write(HttpServletResponse response) throws IOException {
    byte[] body = JSON.writeValueAsBytes(this);
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
