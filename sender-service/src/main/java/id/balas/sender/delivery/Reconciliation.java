package id.balas.sender.delivery;

import id.balas.events.Content;
import id.balas.events.OutboundMessage;
import id.balas.sender.whapi.WhapiClient;
import id.balas.sender.whapi.WhapiClient.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Finds out whether a message whose call had no clear answer was sent all the same: first by what the provider told by
/// webhook, then by its list of the chat. Only the content can be compared, and an id serves one delivery only.
@Component
class Reconciliation {

  private static final Duration WINDOW = Duration.ofMinutes(2);

  private final Echoes echoes;
  private final WhapiClient whapi;
  private final Deliveries deliveries;

  Reconciliation(Echoes echoes, WhapiClient whapi, Deliveries deliveries) {
    this.echoes = echoes;
    this.whapi = whapi;
    this.deliveries = deliveries;
  }

  sealed interface Finding {}

  /// The provider has it, under this id, by this `evidence`.
  record Found(String messageId, String evidence) implements Finding {}

  /// It was asked and does not have it.
  record Missing(String evidence) implements Finding {}

  /// Nothing can tell, now or later.
  record Undecidable(String reason) implements Finding {}

  /// The oldest match is taken: messages go out in order. Throws `CannotAsk` when the provider does not tell now.
  Finding find(Delivery delivery, Instant now) {
    OutboundMessage message = delivery.message();
    if (!Likeness.canBeTold(message.content())) {
      return new Undecidable("such a message cannot be recognised in the provider's list");
    }
    Duration ahead = whapi.clockAhead(message.channel());
    Instant from = delivery.attempts().getFirst().startedAt().plus(ahead).minus(WINDOW);
    Instant to = now.plus(ahead).plus(WINDOW);
    Optional<String> echo =
        unused(message, echoes.of(message.chat(), from, to).stream().map(e -> new Sent(e.messageId(), "api", e.content())));
    if (echo.isPresent()) {
      return new Found(echo.get(), "echo " + echo.get());
    }
    return switch (whapi.sentBetween(message.chat(), from, to)) {
      case WhapiClient.WillNotTell(String reason) -> new Undecidable(reason);
      case WhapiClient.Listed(var sent) -> {
        Optional<String> listed = unused(message, sent.stream());
        yield listed.isPresent()
            ? new Found(listed.get(), "list " + listed.get())
            : new Missing("not among " + sent.size() + " messages of the provider's list from " + from + " to " + to);
      }
    };
  }

  private Optional<String> unused(OutboundMessage message, Stream<Sent> candidates) {
    Content content = message.content();
    return candidates
        .filter(sent -> sent.source().equals("api") && Likeness.of(content, sent.content()))
        .map(Sent::messageId)
        .filter(id -> !deliveries.isAttributed(message.channel(), id))
        .findFirst();
  }
}
