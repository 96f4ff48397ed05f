package id.balas.auth;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A request that is answered with a problem document whose `detail` is one sentence for the
/// caller. The transaction that it passes through is rolled back.
public final class Refused extends ErrorResponseException {

  private Refused(HttpStatus status, String sentence) {
    super(status, ProblemDetail.forStatusAndDetail(status, sentence), null);
  }

  public static Refused bad(String sentence) {
    return new Refused(HttpStatus.BAD_REQUEST, sentence);
  }

  public static Refused unauthorized(String sentence) {
    return new Refused(HttpStatus.UNAUTHORIZED, sentence);
  }

  public static Refused forbidden(String sentence) {
    return new Refused(HttpStatus.FORBIDDEN, sentence);
  }

  public static Refused notFound(String sentence) {
    return new Refused(HttpStatus.NOT_FOUND, sentence);
  }

  public static Refused conflict(String sentence) {
    return new Refused(HttpStatus.CONFLICT, sentence);
  }

  public static Refused slowedDown(Duration wait) {
    return new Refused(HttpStatus.TOO_MANY_REQUESTS, "Too many attempts: wait before the next one.")
        .after(wait);
  }

  public static Refused busy(Duration wait) {
    return new Refused(
            HttpStatus.SERVICE_UNAVAILABLE, "Too many passwords are being checked: try again.")
        .after(wait);
  }

  private Refused after(Duration wait) {
    getHeaders().set("Retry-After", "" + Math.max(1, wait.plusMillis(999).toSeconds()));
    return this;
  }

  /// A word by which a program tells this refusal from others of its status.
  public Refused code(String code) {
    getBody().setProperty("code", code);
    return this;
  }
}
