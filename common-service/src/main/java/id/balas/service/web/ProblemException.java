package id.balas.service.web;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// Rejects a request with a problem document (RFC 9457). It rolls back the transaction that it
/// passes through. `detail` is a sentence for the caller.
public final class ProblemException extends ErrorResponseException {

  private ProblemException(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }

  /// 400 for one parameter, header or field. The detail is its quoted name, a space and
  /// `requirement`: `invalid("limit", "must be between 1 and 200.")`.
  public static ProblemException invalid(String parameter, String requirement) {
    String sentence = requirement.endsWith(".") ? requirement : requirement + ".";
    return badRequest("\"" + parameter + "\" " + sentence).with("parameter", parameter);
  }

  public static ProblemException badRequest(String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, detail);
  }

  public static ProblemException unauthorized(String detail) {
    return new ProblemException(HttpStatus.UNAUTHORIZED, detail);
  }

  public static ProblemException forbidden(String detail) {
    return new ProblemException(HttpStatus.FORBIDDEN, detail);
  }

  public static ProblemException notFound(String detail) {
    return new ProblemException(HttpStatus.NOT_FOUND, detail);
  }

  public static ProblemException conflict(String detail) {
    return new ProblemException(HttpStatus.CONFLICT, detail);
  }

  public static ProblemException tooLarge(String detail) {
    return new ProblemException(HttpStatus.CONTENT_TOO_LARGE, detail);
  }

  public static ProblemException tooManyRequests(String detail, Duration retryAfter) {
    return new ProblemException(HttpStatus.TOO_MANY_REQUESTS, detail).retryAfter(retryAfter);
  }

  public static ProblemException unavailable(String detail, Duration retryAfter) {
    return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail).retryAfter(retryAfter);
  }

  /// Any other status.
  public static ProblemException of(HttpStatus status, String detail) {
    return new ProblemException(status, detail);
  }

  /// Adds a member to the document, such as `code`, by which a program distinguishes this refusal
  /// from others of its status.
  public ProblemException with(String name, Object value) {
    getBody().setProperty(name, value);
    return this;
  }

  private ProblemException retryAfter(Duration wait) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, Problem.seconds(wait));
    return this;
  }
}
