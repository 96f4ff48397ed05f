package id.balas.sender.delivery;

import id.balas.events.ChatKey;
import id.balas.events.Content;
import id.balas.events.OutboundMessage;
import id.balas.sender.media.Uploads;
import id.balas.whapi.ProviderClock;
import id.balas.whapi.SentMessages;
import id.balas.whapi.SentMessages.Sent;
import id.balas.whapi.numbers.HiddenNumbers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds out whether a message whose call had no clear answer was sent all the same: first by what
/// the provider told by webhook, then by its list of the chat. Only the content can be compared,
/// and an id serves one delivery only.
@Component
class Reconciliation {

  private static final Duration WINDOW = Duration.ofMinutes(2);

  private final Echoes echoes;
  private final SentMessages sentMessages;
  private final HiddenNumbers hiddenNumbers;
  private final ProviderClock providerClock;
  private final Deliveries deliveries;
  private final Uploads uploads;

  Reconciliation(
      Echoes echoes,
      SentMessages sentMessages,
      HiddenNumbers hiddenNumbers,
      ProviderClock providerClock,
      Deliveries deliveries,
      Uploads uploads) {
    this.echoes = echoes;
    this.sentMessages = sentMessages;
    this.hiddenNumbers = hiddenNumbers;
    this.providerClock = providerClock;
    this.deliveries = deliveries;
    this.uploads = uploads;
  }

  sealed interface Finding {}

  /// The provider has it, under this id, by this `evidence`.
  record Found(String messageId, String evidence) implements Finding {}

  /// It was asked and does not have it.
  record Missing(String evidence) implements Finding {}

  /// Nothing can tell, now or later.
  record Undecidable(String reason) implements Finding {}

  /// The oldest match is taken: messages go out in order. The chat is looked for under its phone's
  /// number and under its hidden one. Throws `WhapiUnavailableException` when the provider does not
  /// tell now.
  Finding find(Delivery delivery, Instant now) {
    OutboundMessage message = delivery.message();
    if (!Likeness.canBeTold(message.content())) {
      return new Undecidable("such a message cannot be recognised in the provider's list");
    }
    Finding byItsName = find(delivery, message.chat(), now);
    if (byItsName instanceof Found) {
      return byItsName;
    }
    Optional<Finding> byTheOther =
        hiddenNumbers.otherId(message.chat()).map(other -> find(delivery, other, now));
    return byTheOther
        .filter(finding -> finding instanceof Found || byItsName instanceof Undecidable)
        .orElse(byItsName);
  }

  private Finding find(Delivery delivery, ChatKey chat, Instant now) {
    OutboundMessage message = delivery.message();
    Duration ahead = providerClock.ahead(message.channel());
    Instant from = delivery.attempts().getFirst().startedAt().plus(ahead).minus(WINDOW);
    Instant to = now.plus(ahead).plus(WINDOW);
    Optional<String> echo =
        unused(
            message,
            echoes.of(chat, from, to).stream()
                .map(e -> new Sent(e.messageId(), "api", e.content(), null)));
    if (echo.isPresent()) {
      return new Found(echo.get(), "echo " + echo.get());
    }
    return switch (sentMessages.between(chat, from, to)) {
      case SentMessages.WillNotTell(String reason) -> new Undecidable(reason);
      case SentMessages.Listed(var sent) -> {
        Optional<String> listed = unused(message, sent.stream());
        yield listed.isPresent()
            ? new Found(listed.get(), "list " + listed.get())
            : new Missing(
                "not among "
                    + sent.size()
                    + " messages of the provider's list from "
                    + from
                    + " to "
                    + to);
      }
    };
  }

  // Of several alike, first the one with the very file that was uploaded.
  private Optional<String> unused(OutboundMessage message, Stream<Sent> candidates) {
    Content content = message.content();
    String ourFile = fileOf(message);
    return candidates
        .filter(sent -> sent.source().equals("api") && Likeness.of(content, sent.content()))
        .filter(sent -> Likeness.canBeTheFile(content, ourFile, sent.sha256()))
        .sorted(Comparator.comparing(sent -> ourFile == null || !ourFile.equals(sent.sha256())))
        .map(Sent::messageId)
        .filter(id -> !deliveries.isAttributed(message.channel(), id))
        .findFirst();
  }

  private @Nullable String fileOf(OutboundMessage message) {
    return message.content() instanceof Content.Media media && media.mediaId() != null
        ? uploads.sha256(message.channel(), media.mediaId())
        : null;
  }
}
