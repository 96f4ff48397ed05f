package id.balas.ingest.webhook;

import id.balas.ingest.kafka.ChatInputPublisher;
import id.balas.ingest.translation.TranslatedBody;
import id.balas.ingest.translation.WebhookPayload;
import id.balas.ingest.translation.WebhookPayload.MalformedBodyException;
import id.balas.ingest.translation.WebhookRoute;
import id.balas.ingest.translation.WebhookTranslator;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Receives one body: authentication, reading, translation, publication. When [#receive] returns,
/// Kafka has every record of the body. After an exception the provider redelivers the body.
@Component
class WebhookReceiver {

  private final WebhookSecret secret;
  private final WebhookProperties settings;
  private final BodyBudgets budgets;
  private final WebhookTranslator translator;
  private final ChatInputPublisher publisher;
  private final AcceptedBodies accepted;
  private final Clock clock;

  WebhookReceiver(
      WebhookSecret secret,
      WebhookProperties settings,
      BodyBudgets budgets,
      WebhookTranslator translator,
      ChatInputPublisher publisher,
      AcceptedBodies accepted,
      Clock clock) {
    this.secret = secret;
    this.settings = settings;
    this.budgets = budgets;
    this.translator = translator;
    this.publisher = publisher;
    this.accepted = accepted;
    this.clock = clock;
  }

  /// Throws [RejectedRequestException], [ChatInputPublisher.OverloadedException] and
  /// [ChatInputPublisher.NotDurableException].
  TranslatedBody receive(HttpServletRequest request, WebhookRoute route) {
    if (!secret.mayMatch(request)) {
      throw new RejectedRequestException(Rejection.UNAUTHORIZED);
    }
    requireJson(request);
    try (WebhookBody body = WebhookBody.read(request, budgets.of(request), settings)) {
      if (!secret.matches(request, body.bytes())) {
        throw new RejectedRequestException(Rejection.UNAUTHORIZED);
      }
      Instant receivedAt = clock.instant();
      TranslatedBody translated = translator.translate(parse(body.bytes()), route, receivedAt);
      publisher.publish(translated.records());
      accepted.report(translated, receivedAt);
      return translated;
    }
  }

  // Accepts JSON and a missing content type. Rejects compressed bodies.
  private static void requireJson(HttpServletRequest request) {
    String type = request.getContentType();
    if (type != null && !isJson(type)) {
      throw new RejectedRequestException(Rejection.NOT_JSON);
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
      throw new RejectedRequestException(Rejection.ENCODED);
    }
  }

  private static boolean isJson(String type) {
    if (type.equals("application/json")) {
      return true;
    }
    int parameters = type.indexOf(';');
    String name =
        (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    return name.isEmpty()
        || name.equals("application/json")
        || name.equals("text/json")
        || name.endsWith("+json");
  }

  private static WebhookPayload parse(byte[] body) {
    try {
      return WebhookPayload.parse(body);
    } catch (MalformedBodyException malformed) {
      throw new RejectedRequestException(
          Rejection.MALFORMED, String.valueOf(malformed.getMessage()));
    }
  }
}
