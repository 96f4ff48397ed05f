package id.balas.ingest.webhook;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
import static org.springframework.web.bind.annotation.RequestMethod.PUT;

import id.balas.events.WireRecord;
import id.balas.ingest.ChatInputPublisher;
import id.balas.ingest.translation.Event;
import id.balas.ingest.translation.Intake;
import id.balas.ingest.translation.WebhookPayload;
import id.balas.ingest.translation.WebhookTranslator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The provider's address. 200 says that every record of the body stands on the log; the provider brings again
/// whatever was answered otherwise.
@RestController
class WebhookController {

  private static final Logger log = LoggerFactory.getLogger(WebhookController.class);

  private final WebhookSecret secret;
  private final WebhookProperties settings;
  private final WebhookTranslator translator;
  private final ChatInputPublisher publisher;
  private final WebhookMetrics metrics;
  private final Clock clock;

  WebhookController(
      WebhookSecret secret,
      WebhookProperties settings,
      WebhookTranslator translator,
      ChatInputPublisher publisher,
      WebhookMetrics metrics,
      Clock clock) {
    this.secret = secret;
    this.settings = settings;
    this.translator = translator;
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// `ok` or `ignored`: nothing in it was for us.
  record Answer(String status) {}

  @GetMapping("/")
  Answer alive() {
    return new Answer("ok");
  }

  // The provider has three modes and puts the event into the path, the verb or the body; the body's keys always tell.
  @RequestMapping(
      path = {"/webhook/whapi", "/webhook/whapi/{type}", "/webhook/whapi/{type}/{method}"},
      method = {POST, PUT, PATCH, DELETE})
  Answer receive(HttpServletRequest request) throws IOException {
    if (!secret.matches(request.getHeader(secret.header()))) {
      throw new WrongSecret();
    }
    WebhookPayload payload = WebhookPayload.parse(body(request));
    Intake intake = translator.translate(payload, Event.UNTOLD, clock.instant());
    publisher.publish(intake.records());
    metrics.accepted(intake);
    intake.records().forEach(WebhookController::log);
    return new Answer(intake.records().isEmpty() ? "ignored" : "ok");
  }

  // The id of a status in a group ends with its reader's number.
  private static void log(WireRecord record) {
    String id = record.eventId().replaceFirst(":\\d+@.*", "");
    log.info("Accepted {} messageId={}", record.getClass().getSimpleName(), id);
  }

  private byte[] body(HttpServletRequest request) throws IOException {
    int limit = Math.toIntExact(settings.maxBody().toBytes());
    if (request.getContentLengthLong() > limit) {
      throw new BodyTooLarge(limit);
    }
    byte[] body = request.getInputStream().readNBytes(limit + 1);
    if (body.length > limit) {
      throw new BodyTooLarge(limit);
    }
    return body;
  }

  /// The caller is not the provider; the answer does not say why.
  static final class WrongSecret extends RuntimeException {
    WrongSecret() {
      super("wrong or missing webhook secret");
    }
  }

  /// More than a body may have.
  static final class BodyTooLarge extends RuntimeException {
    BodyTooLarge(int limit) {
      super("The body has more than " + limit + " bytes.");
    }
  }
}
