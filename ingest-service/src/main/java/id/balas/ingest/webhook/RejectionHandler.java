package id.balas.ingest.webhook;

import id.balas.ingest.source.RefusedAddresses;
import id.balas.ingest.translation.PossibleGap;
import id.balas.service.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Responds to rejected requests and counts them. Limits addresses that are rejected too often, and
/// reports possible gaps.
@Component
final class RejectionHandler {

  private static final Logger log = LoggerFactory.getLogger(RejectionHandler.class);
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final int MOST_DISCARDED = 4 * 1024 * 1024;
  private static final long DISCARDING_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final WebhookMetrics metrics;
  private final RefusedAddresses refused;
  private final ApplicationEventPublisher events;

  RejectionHandler(
      WebhookMetrics metrics, RefusedAddresses refused, ApplicationEventPublisher events) {
    this.metrics = metrics;
    this.refused = refused;
    this.events = events;
  }

  void answer(RuntimeException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Rejection cause = Rejection.of(e);
    if (cause == Rejection.FAILED) {
      log.error("Could not process a body", e);
    }
    long wait = cause.isTheCallersFault() ? refused.secondsToWait(request) : 0;
    Rejection rejection = wait > 0 ? Rejection.TOO_MANY_FAILURES : cause;
    String detail =
        rejection == cause && e instanceof RejectedRequestException
            ? String.valueOf(e.getMessage())
            : rejection.sentence();
    metrics.rejected(rejection);
    switch (rejection) {
      case TOO_MANY_FAILURES ->
          response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait)));
      case OVERLOADED, NOT_DURABLE ->
          response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
      case WRONG_METHOD -> response.setHeader(HttpHeaders.ALLOW, "POST, PUT, PATCH, DELETE");
      case TOO_LARGE, TOO_SLOW -> response.setHeader(HttpHeaders.CONNECTION, "close");
      case UNAUTHORIZED, UNKNOWN_PATH, NOT_JSON, ENCODED, INCOMPLETE, MALFORMED, FAILED -> {}
    }
    Problem.of(rejection.status(), detail).write(response);
    switch (rejection) {
      case OVERLOADED -> events.publishEvent(new PossibleGap(null, "too many messages at once"));
      case TOO_LARGE -> {
        events.publishEvent(new PossibleGap(null, "a body was too large"));
        discardSome(request, response);
      }
      default -> {}
    }
  }

  // A client that is still sending can read the response only if the connection is not reset.
  private static void discardSome(HttpServletRequest request, HttpServletResponse response) {
    long deadline = System.nanoTime() + DISCARDING_NANOS;
    try {
      response.flushBuffer();
      InputStream rest = request.getInputStream();
      long discarded = 0;
      byte[] sink = new byte[8 * 1024];
      for (int read = 0;
          read >= 0 && discarded < MOST_DISCARDED && deadline - System.nanoTime() > 0;
          discarded += read) {
        read = rest.read(sink);
      }
    } catch (IOException _) {
      // the client has closed the connection
    }
  }
}
