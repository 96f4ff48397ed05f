package id.balas.sender.reconciliation;

import id.balas.events.OutboundMessage;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.sender.media.Uploads;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Finding;
import id.balas.whapi.ProviderClock;
import id.balas.whapi.SentMessages;
import id.balas.whapi.SentMessages.Sent;
import id.balas.whapi.numbers.HiddenNumbers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds out whether a message with an unknown result was sent: first from the echoes that the
/// provider reported by webhook, then from its list of the chat. Only the content can be compared,
/// and each provider id belongs to one delivery.
@Component
public class Reconciliation {

  private static final Duration WINDOW = Duration.ofMinutes(2);

  private final Echoes echoes;
  private final SentMessages sentMessages;
  private final HiddenNumbers hiddenNumbers;
  private final ProviderClock providerClock;
  private final Uploads uploads;

  Reconciliation(
      Echoes echoes,
      SentMessages sentMessages,
      HiddenNumbers hiddenNumbers,
      ProviderClock providerClock,
      Uploads uploads) {
    this.echoes = echoes;
    this.sentMessages = sentMessages;
    this.hiddenNumbers = hiddenNumbers;
    this.providerClock = providerClock;
    this.uploads = uploads;
  }

  /// Returns the oldest match, since messages are sent in order. Looks under the address, the
  /// chat's own id and its other id; it is missing only if it is missing under each. `isAttributed`
  /// says whether another delivery has a provider id. Throws `WhapiUnavailableException` while the
  /// provider does not answer.
  public Finding find(Delivery delivery, Predicate<String> isAttributed, Instant now) {
    OutboundMessage message = delivery.message();
    if (!ContentMatcher.canBeTold(message.content())) {
      return new Finding.Undecidable("such a message cannot be recognised in the provider's list");
    }
    var address = new ChatKey(message.channel(), message.address());
    Finding best = find(delivery, address, isAttributed, now);
    if (best instanceof Finding.Found) {
      return best;
    }
    Set<ChatKey> others = new LinkedHashSet<>(List.of(message.chat()));
    hiddenNumbers.otherId(message.chat()).ifPresent(others::add);
    others.remove(address);
    for (ChatKey other : others) {
      Finding finding = find(delivery, other, isAttributed, now);
      if (finding instanceof Finding.Found) {
        return finding;
      }
      // One id without the message proves nothing about the other.
      best = finding instanceof Finding.Undecidable ? finding : best;
    }
    return best;
  }

  private Finding find(
      Delivery delivery, ChatKey chat, Predicate<String> isAttributed, Instant now) {
    OutboundMessage message = delivery.message();
    Duration ahead = providerClock.ahead(message.channel());
    Instant since = delivery.attempts().getFirst().startedAt().minus(WINDOW);
    Instant until = now.plus(WINDOW);
    Optional<Finding> echo =
        echoed(message, chat, isAttributed, since.plus(ahead), until.plus(ahead));
    if (echo.isPresent()) {
      return echo.get();
    }
    return switch (sentMessages.between(chat, since, until)) {
      case SentMessages.WillNotTell(String reason) -> new Finding.Undecidable(reason);
      case SentMessages.Listed(var sent, var from, var to) -> {
        Optional<String> listed = unused(message, isAttributed, sent.stream());
        if (listed.isPresent()) {
          yield new Finding.Found(listed.get(), "list " + listed.get());
        }
        // Only the list may have shown the provider's time, and so the time of the echoes.
        yield echoed(message, chat, isAttributed, from, to)
            .orElseGet(() ->
                new Finding.Missing(
                    "not among "
                        + sent.size()
                        + " messages of the provider's list from "
                        + from
                        + " to "
                        + to));
      }
    };
  }

  private Optional<Finding> echoed(
      OutboundMessage message,
      ChatKey chat,
      Predicate<String> isAttributed,
      Instant from,
      Instant to) {
    Stream<Sent> candidates =
        echoes.of(chat, from, to).stream()
            .map(e -> new Sent(e.messageId(), "api", e.content(), null));
    return unused(message, isAttributed, candidates).map(id -> new Finding.Found(id, "echo " + id));
  }

  // Among equal candidates, the one with the uploaded file comes first.
  private Optional<String> unused(
      OutboundMessage message, Predicate<String> isAttributed, Stream<Sent> candidates) {
    Content content = message.content();
    String ourFile = fileOf(message);
    return candidates
        .filter(sent -> sent.source().equals("api") && ContentMatcher.of(content, sent.content()))
        .filter(sent -> ContentMatcher.canBeTheFile(content, ourFile, sent.sha256()))
        .sorted(Comparator.comparing(sent -> ourFile == null || !ourFile.equals(sent.sha256())))
        .map(Sent::messageId)
        .filter(isAttributed.negate())
        .findFirst();
  }

  private @Nullable String fileOf(OutboundMessage message) {
    return message.content() instanceof Content.Media media && media.mediaId() != null
        ? uploads.sha256(message.channel(), media.mediaId())
        : null;
  }
}
