package id.balas.auth.frontdoor;

import id.balas.auth.Problem;
import id.balas.auth.access.Backend;
import id.balas.auth.access.Route;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/// What a caller is told where another service gave no answer, or is not asked.
final class Refusals {

  private static final Duration SOON = Duration.ofSeconds(5);

  private Refusals() {}

  static Problem down(Backend service) {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            service.label() + " is down: try again in a few seconds.")
        .with("service", service.label())
        .after(SOON);
  }

  static Problem slow(Backend service, Duration within) {
    return Problem.of(
            HttpStatus.GATEWAY_TIMEOUT,
            "%s has not answered within %d s: it may still do it; repeat it with the same Idempotency-Key."
                .formatted(service.label(), within.toSeconds()))
        .with("service", service.label());
  }

  static Problem broken(Backend service) {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            service.label()
                + " broke off: it may have done it; repeat it with the same Idempotency-Key.")
        .with("service", service.label())
        .after(SOON);
  }

  static Problem notBelieved(Backend service) {
    return Problem.of(
            HttpStatus.BAD_GATEWAY,
            service.label() + " does not believe the front door at present.")
        .with("service", service.label())
        .after(SOON);
  }

  static Problem tooLarge(Route.Weight weight) {
    return Problem.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "The body is larger than %d MB: make it smaller.".formatted(weight.megabytes()));
  }

  static Problem tooManyStreams() {
    return Problem.of(HttpStatus.TOO_MANY_REQUESTS, "Too many streams are open: close one.")
        .after(SOON);
  }
}
