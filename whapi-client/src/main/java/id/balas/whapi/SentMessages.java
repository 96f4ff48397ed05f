package id.balas.whapi;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.whapi.content.ContentTranslator;
import id.balas.whapi.content.ProviderFields;
import id.balas.whapi.content.ProviderIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Queries the provider for the messages that we sent to one chat.
public final class SentMessages {

  private static final int PAGE = 500;
  private static final int MOST_PAGES = 20;

  private final WhapiHttp http;

  public SentMessages(WhapiHttp http) {
    this.http = http;
  }

  /// A message in the provider's history. `sha256` is the hash of its file, in Base64.
  public record Sent(String messageId, String source, Content content, @Nullable String sha256) {}

  /// The result of a query.
  public sealed interface Listing {}

  /// All messages from us to the chat, oldest first.
  public record Listed(List<Sent> sent) implements Listing {}

  /// The provider permanently rejects queries about this chat.
  public record WillNotTell(String reason) implements Listing {}

  /// Both times are by the provider's clock. Returns no messages for a chat that the provider does
  /// not know. Throws [WhapiUnavailableException] if there is no complete list now.
  public Listing between(ChatKey chat, Instant from, Instant to) {
    List<Sent> sent = new ArrayList<>();
    String address =
        "/messages/list/%s?from_me=true&sort=asc&count=%d&time_from=%d&time_to=%d"
            .formatted(chat.chatId(), PAGE, from.getEpochSecond(), to.getEpochSecond());
    for (int page = 0; page < MOST_PAGES; page++) {
      WhapiAnswer answer = http.get(chat.channel(), address + "&offset=" + page * PAGE);
      if (answer.isNotFound("chat")) {
        return new Listed(sent);
      }
      if (answer.failure() == WhapiFailure.REJECTED) {
        return new WillNotTell(answer.reason());
      }
      JsonNode messages = answer.json().path("messages");
      // An error proves nothing. Only a list without the message proves that it was not sent.
      if (answer.status() != 200 || !messages.isArray()) {
        throw new WhapiUnavailableException(
            "the provider's message list failed: " + answer.reason());
      }
      messages.valueStream().filter(JsonNode::isObject).map(SentMessages::sent).forEach(sent::add);
      if (messages.size() < PAGE) {
        return new Listed(sent);
      }
    }
    throw new WhapiUnavailableException(
        "the provider lists more than " + MOST_PAGES * PAGE + " messages of the chat");
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
