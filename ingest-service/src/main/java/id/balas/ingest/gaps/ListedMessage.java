package id.balas.ingest.gaps;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.balas.events.InboundMessage;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.WireRecord;
import id.balas.ingest.translation.WebhookPayload;
import id.balas.ingest.translation.WebhookTranslator;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// A message of the provider's list becomes the record that its webhook would have made, marked as found by a scan.
@Component
class ListedMessage {

  private final WebhookTranslator translator;

  ListedMessage(WebhookTranslator translator) {
    this.translator = translator;
  }

  /// Empty for what no webhook of it would have left on the log, and for what has no id to know it by.
  Optional<WireRecord> record(JsonNode message, String channel, Instant receivedAt) {
    if (message.path("id").asString("").isBlank()) {
      return Optional.empty();
    }
    WebhookPayload payload = WebhookPayload.parse(("{\"messages\":[" + message + "]}").getBytes(UTF_8));
    return translator.translate(payload, receivedAt).records().stream().findFirst().flatMap(r -> marked(r, channel));
  }

  private static Optional<WireRecord> marked(WireRecord record, String channel) {
    return switch (record) {
      case InboundMessage m ->
          Optional.of(
              new InboundMessage(
                  m.id(), channel, m.chatId(), m.sender(), m.senderName(), m.author(), m.content(), m.quotedId(),
                  m.sentAt(), m.receivedAt(), true));
      case MessageChanged c ->
          Optional.of(
              new MessageChanged(
                  c.id(), channel, c.chatId(), c.messageId(), c.sender(), c.change(), c.sentAt(), c.receivedAt()));
      case MessageEcho e -> Optional.of(new MessageEcho(channel, e.chatId(), e.messageId(), e.content(), e.sentAt()));
      default -> Optional.empty();
    };
  }
}
