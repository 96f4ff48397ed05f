package id.balas.ingest.webhook;

import id.balas.ingest.ChatInputPublisher;
import id.balas.ingest.translation.Event;
import id.balas.ingest.translation.Intake;
import id.balas.ingest.translation.WebhookPayload;
import id.balas.ingest.translation.WebhookPayload.MalformedBody;
import id.balas.ingest.translation.WebhookTranslator;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// What happens to one body, in order. When it returns, every record of the body stands on the log;
/// the provider brings again whatever ended otherwise.
@Component
class WebhookController {

  private final WebhookSecret secret;
  private final WebhookProperties settings;
  private final BodyBudget budget;
  private final WebhookTranslator translator;
  private final ChatInputPublisher publisher;
  private final WebhookMetrics metrics;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final int limit;

  WebhookController(
      WebhookSecret secret,
      WebhookProperties settings,
      BodyBudget budget,
      WebhookTranslator translator,
      ChatInputPublisher publisher,
      WebhookMetrics metrics,
      ApplicationEventPublisher events,
      Clock clock) {
    this.secret = secret;
    this.settings = settings;
    this.budget = budget;
    this.translator = translator;
    this.publisher = publisher;
    this.metrics = metrics;
    this.events = events;
    this.clock = clock;
    this.limit = Math.toIntExact(settings.maxBody().toBytes());
  }

  /// Throws [Refused], [ChatInputPublisher.Overloaded] and [ChatInputPublisher.NotDurable].
  Intake receive(HttpServletRequest request, Event event) {
    if (!secret.mayMatch(request)) {
      throw new Refused(Refusal.UNAUTHORIZED);
    }
    MediaKind.require(request);
    try (WebhookBody body =
        WebhookBody.read(request, budget, limit, settings.bodyTimeout().toNanos())) {
      if (!secret.matches(request, body.bytes())) {
        throw new Refused(Refusal.UNAUTHORIZED);
      }
      Instant receivedAt = clock.instant();
      Intake intake = translator.translate(parse(body.bytes()), event, receivedAt);
      publisher.publish(intake.records());
      metrics.accepted(intake, receivedAt);
      AcceptedLog.write(intake.records());
      intake.troubles().forEach(events::publishEvent);
      return intake;
    }
  }

  private static WebhookPayload parse(byte[] body) {
    try {
      return WebhookPayload.parse(body);
    } catch (MalformedBody malformed) {
      throw new Refused(Refusal.MALFORMED, String.valueOf(malformed.getMessage()));
    }
  }
}
