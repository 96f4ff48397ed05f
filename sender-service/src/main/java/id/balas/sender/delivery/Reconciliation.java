package id.balas.sender.delivery;

import id.balas.events.Content;
import id.balas.events.OutboundMessage;
import id.balas.sender.whapi.WhapiClient;
import id.balas.sender.whapi.WhapiClient.Sent;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds out whether a message whose send had no clear answer stands in the provider's history all the same: sent by
/// API, with the same words, since the first attempt, and not known as another delivery's.
@Component
class Reconciliation {

  private static final Duration LARGEST_SKEW = Duration.ofMinutes(2);

  private final WhapiClient whapi;
  private final Deliveries deliveries;

  Reconciliation(WhapiClient whapi, Deliveries deliveries) {
    this.whapi = whapi;
    this.deliveries = deliveries;
  }

  /// The provider's id of the message, if it has it. The oldest match is taken: messages go out in order.
  Optional<String> find(OutboundMessage message, Instant firstAttemptAt) {
    if (!(message.content() instanceof Content.Text text)) {
      return Optional.empty();
    }
    String words = comparable(text.body());
    return whapi.sentSince(message.chatId(), firstAttemptAt.minus(LARGEST_SKEW)).stream()
        .filter(sent -> sent.source().equals("api"))
        .filter(sent -> sent.text() != null && comparable(sent.text()).equals(words))
        .map(Sent::messageId)
        .filter(id -> !deliveries.isAttributed(message.channel(), id))
        .findFirst();
  }

  private static String comparable(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
  }
}
