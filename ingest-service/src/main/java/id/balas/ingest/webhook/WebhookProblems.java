package id.balas.ingest.webhook;

import id.balas.ingest.ChatInputPublisher.NotDurable;
import id.balas.ingest.webhook.WebhookController.BodyTooLarge;
import id.balas.ingest.webhook.WebhookController.WrongSecret;
import id.balas.ingest.translation.WebhookPayload.MalformedBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Turns each named failure of the intake into its answer, and counts it.
@RestControllerAdvice
class WebhookProblems {

  private static final Logger log = LoggerFactory.getLogger(WebhookProblems.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  private final WebhookMetrics metrics;

  WebhookProblems(WebhookMetrics metrics) {
    this.metrics = metrics;
  }

  @ExceptionHandler
  ProblemDetail on(MalformedBody malformed) {
    return refuse("malformed", HttpStatus.BAD_REQUEST, String.valueOf(malformed.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail on(WrongSecret wrong) {
    return refuse("unauthorized", HttpStatus.UNAUTHORIZED, "Not authorized.");
  }

  @ExceptionHandler
  ProblemDetail on(BodyTooLarge tooLarge) {
    return refuse("too-large", HttpStatus.CONTENT_TOO_LARGE, String.valueOf(tooLarge.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(NotDurable notDurable) {
    log.error("Kafka did not confirm in time: {}", String.valueOf(notDurable.getCause()));
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(
            refuse(
                "not-durable",
                HttpStatus.SERVICE_UNAVAILABLE,
                "The messages could not be stored yet. Bring them again."));
  }

  private ProblemDetail refuse(String reason, HttpStatus status, String detail) {
    metrics.rejected(reason);
    return ProblemDetail.forStatusAndDetail(status, detail);
  }
}
