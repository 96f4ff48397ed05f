package id.balas.whapi;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.whapi.content.ContentTranslator;
import id.balas.whapi.content.ProviderFields;
import id.balas.whapi.content.ProviderIds;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Queries the provider for the messages that we sent to one chat. Its pages may be shorter than
/// the query asks for, and overlap as in [MessageLists].
public final class SentMessages {

  private static final int PAGE = 500;
  // The provider's default. A shorter page is the last one, unless its `total` says otherwise.
  private static final int SHORTEST_PAGE = 100;
  private static final int OVERLAP = 10;
  private static final int MOST_PAGES = 100;
  private static final int MOST_READINGS = 3;
  // The caller's range is wider than it needs by more than this.
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final WhapiHttp http;
  private final ProviderClock clock;

  public SentMessages(WhapiHttp http, ProviderClock clock) {
    this.http = http;
    this.clock = clock;
  }

  /// A message in the provider's history. `sha256` is the hash of its file, in Base64.
  public record Sent(String messageId, String source, Content content, @Nullable String sha256) {}

  /// The result of a query.
  public sealed interface Listing {}

  /// All messages from us to the chat, oldest first. Both times are by the provider's clock.
  public record Listed(List<Sent> sent, Instant from, Instant to) implements Listing {}

  /// The provider permanently rejects queries about this chat.
  public record WillNotTell(String reason) implements Listing {}

  /// Both times are by our clock. Returns no messages for a chat that the provider does not know.
  /// Throws [WhapiUnavailableException] if there is no complete list now.
  public Listing between(ChatKey chat, Instant from, Instant to) {
    for (int i = 0; i < MOST_READINGS; i++) {
      Duration ahead = clock.ahead(chat.channel());
      Listing listing = list(chat, from.plus(ahead), to.plus(ahead));
      // After a start, the first response shows how far the clocks differ. A list by another
      // difference is of the wrong time.
      if (clock.ahead(chat.channel()).minus(ahead).abs().compareTo(TOLERANCE) <= 0) {
        return listing;
      }
    }
    throw new WhapiUnavailableException("the provider's clock differs with each response");
  }

  private Listing list(ChatKey chat, Instant from, Instant to) {
    Map<String, Sent> sent = new LinkedHashMap<>();
    int offset = 0;
    String address =
        "/messages/list/%s?from_me=true&sort=asc&count=%d&time_from=%d&time_to=%d"
            .formatted(chat.chatId(), PAGE, from.getEpochSecond(), to.getEpochSecond());
    for (int page = 0; page < MOST_PAGES; page++) {
      WhapiAnswer answer = http.get(chat.channel(), address + "&offset=" + offset);
      if (answer.isNotFound("chat")) {
        return listed(sent, from, to);
      }
      if (answer.failure() == WhapiFailure.REJECTED) {
        return new WillNotTell(answer.reason());
      }
      JsonNode json = answer.json();
      JsonNode messages = json.path("messages");
      // An error proves nothing. Only a list without the message proves that it was not sent.
      if (answer.status() != 200 || !messages.isArray()) {
        throw new WhapiUnavailableException(
            "the provider's message list failed: " + answer.reason());
      }
      int known = sent.size();
      messages
          .valueStream()
          .filter(JsonNode::isObject)
          .map(SentMessages::sent)
          .forEach(one -> sent.putIfAbsent(one.messageId(), one));
      boolean isLast =
          messages.size() < SHORTEST_PAGE && sent.size() >= json.path("total").asInt(0);
      if (isLast || sent.size() == known) {
        return listed(sent, from, to);
      }
      offset += Math.max(1, messages.size() - OVERLAP);
    }
    throw new WhapiUnavailableException(
        "the provider lists more than " + sent.size() + " messages of the chat");
  }

  private static Listed listed(Map<String, Sent> sent, Instant from, Instant to) {
    return new Listed(List.copyOf(sent.values()), from, to);
  }

  // A message with an unusable id, or without one, is evidence too. A hash is its id then.
  private static Sent sent(JsonNode message) {
    String id = ProviderIds.read(message, "id");
    return new Sent(
        id == null ? ProviderIds.ofItem(message) : id,
        message.path("source").asString(""),
        ContentTranslator.sent(message),
        ProviderFields.text(ContentTranslator.bodyOf(message), "sha256"));
  }
}
