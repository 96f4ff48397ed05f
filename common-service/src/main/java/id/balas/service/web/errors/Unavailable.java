package id.balas.service.web.errors;

import id.balas.service.web.ProblemException;
import java.time.Duration;
import org.springframework.http.ResponseEntity;

/// The response while a server that this service needs is down.
final class Unavailable {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private Unavailable() {}

  static ResponseEntity<Object> because(String detail) {
    ProblemException problem = ProblemException.unavailable(detail, RETRY_AFTER);
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .body(problem.getBody());
  }
}
