package id.balas.auth.frontdoor;

import id.balas.auth.access.Backend;
import id.balas.auth.access.Route;
import id.balas.service.web.Problem;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/// The problem documents of the front door: the service did not respond, or did not get the
/// request. `service` names it.
final class RelayProblems {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private RelayProblems() {}

  static Problem down(Backend service) {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            service.label() + " is unavailable. Try again in a few seconds.")
        .with("service", service.label())
        .retryAfter(RETRY_AFTER);
  }

  static Problem slow(Backend service, Duration timeout) {
    return Problem.of(
            HttpStatus.GATEWAY_TIMEOUT,
            "%s did not respond within %d s and may still do it. Repeat the request with the same Idempotency-Key."
                .formatted(service.label(), timeout.toSeconds()))
        .with("service", service.label());
  }

  static Problem broken(Backend service) {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            service.label()
                + " closed the connection and may have done it. Repeat the request with the same Idempotency-Key.")
        .with("service", service.label())
        .retryAfter(RETRY_AFTER);
  }

  static Problem tokenRefused(Backend service) {
    return Problem.of(
            HttpStatus.BAD_GATEWAY,
            service.label() + " refuses the token of the front door. Ask an operator.")
        .with("service", service.label())
        .retryAfter(RETRY_AFTER);
  }

  static Problem tooLarge(Route.Weight weight) {
    return Problem.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "The body is larger than %d MB. Send a smaller one.".formatted(weight.megabytes()));
  }

  static Problem tooManyStreams() {
    return Problem.of(HttpStatus.TOO_MANY_REQUESTS, "Too many streams are open. Close one.")
        .retryAfter(RETRY_AFTER);
  }
}
