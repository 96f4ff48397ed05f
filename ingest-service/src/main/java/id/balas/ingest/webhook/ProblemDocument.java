package id.balas.ingest.webhook;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// A problem document (RFC 9457) outside Spring MVC: what happened and what to do, without internal
/// details.
public record ProblemDocument(String title, int status, String detail) {

  private static final JsonMapper JSON = JsonMapper.shared();

  public static ProblemDocument of(HttpStatus status, String detail) {
    return new ProblemDocument(status.getReasonPhrase(), status.value(), detail);
  }

  public void write(HttpServletResponse response) throws IOException {
    byte[] body = JSON.writeValueAsBytes(this);
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
