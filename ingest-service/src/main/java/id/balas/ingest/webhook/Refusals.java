package id.balas.ingest.webhook;

import id.balas.ingest.Trouble;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Answers what is not taken, counts it, limits those who are refused too often, and tells whoever
/// looks for gaps of what may now be missing.
@Component
class Refusals {

  private static final String COME_AGAIN_SECONDS = "5";
  private static final int MOST_DISCARDED = 4 * 1024 * 1024;
  private static final long DISCARDING_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final WebhookMetrics metrics;
  private final RefusalLimit limit;
  private final SourceAddress sources;
  private final ApplicationEventPublisher events;

  Refusals(WebhookProperties settings, WebhookMetrics metrics, ApplicationEventPublisher events) {
    this.metrics = metrics;
    this.limit = new RefusalLimit(settings.refusalsPerMinute());
    this.sources = new SourceAddress(settings.trustedProxies());
    this.events = events;
  }

  void answer(Refused refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long wait = refused.refusal().isTheCallersFault() ? limit.count(sources.of(request)) : 0;
    Refused answer = wait > 0 ? new Refused(Refusal.TOO_MANY_FAILURES) : refused;
    Refusal refusal = answer.refusal();
    metrics.rejected(refusal);
    switch (refusal) {
      case TOO_MANY_FAILURES -> response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
      case OVERLOADED, NOT_DURABLE ->
          response.setHeader(HttpHeaders.RETRY_AFTER, COME_AGAIN_SECONDS);
      case WRONG_METHOD -> response.setHeader(HttpHeaders.ALLOW, "POST, PUT, PATCH, DELETE");
      case TOO_LARGE, TOO_SLOW -> response.setHeader(HttpHeaders.CONNECTION, "close");
      case UNAUTHORIZED, UNKNOWN_PATH, NOT_JSON, ENCODED, INCOMPLETE, MALFORMED, FAILED -> {}
    }
    Problem.of(refusal.status(), answer.sentence()).write(response);
    switch (refusal) {
      case OVERLOADED -> events.publishEvent(new Trouble(null, "too much came at once"));
      case TOO_LARGE -> {
        events.publishEvent(new Trouble(null, "a body was too large"));
        discardSome(request, response);
      }
      default -> {}
    }
  }

  // One who is still sending reads the answer only if the connection is not reset under it; for a
  // while it is not.
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
      // it has gone
    }
  }
}
