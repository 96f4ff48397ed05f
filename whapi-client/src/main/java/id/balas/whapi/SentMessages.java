package id.balas.whapi;

import id.balas.events.ChatKey;
import id.balas.events.Content;
import id.balas.whapi.content.ContentTranslator;
import id.balas.whapi.content.ProviderFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the provider lists as sent by us to one chat.
public final class SentMessages {

  private static final int PAGE = 500;
  private static final int MOST_PAGES = 20;

  private final WhapiHttp http;

  public SentMessages(WhapiHttp http) {
    this.http = http;
  }

  /// A message in the provider's history; `sha256` is of its file, in Base64.
  public record Sent(String messageId, String source, Content content, @Nullable String sha256) {}

  /// What the provider's list says.
  public sealed interface Listing {}

  /// All messages from us to the chat, the oldest first.
  public record Listed(List<Sent> sent) implements Listing {}

  /// The provider refuses any query about this chat, now and later.
  public record WillNotTell(String reason) implements Listing {}

  /// Both times are by the provider's clock. A chat that the provider does not know has no
  /// messages. Throws [WhapiUnavailableException] when there is no complete answer now.
  public Listing between(ChatKey chat, Instant from, Instant to) {
    List<Sent> sent = new ArrayList<>();
    String address =
        "/messages/list/%s?from_me=true&sort=asc&count=%d&time_from=%d&time_to=%d"
            .formatted(chat.chatId(), PAGE, from.getEpochSecond(), to.getEpochSecond());
    for (int page = 0; page < MOST_PAGES; page++) {
      WhapiAnswer answer = http.get(chat.channel(), address + "&offset=" + page * PAGE);
      if (answer.isNotFound()) {
        return new Listed(sent);
      }
      if (answer.status() != 404 && answer.failure() == WhapiFailure.REJECTED) {
        return new WillNotTell(answer.reason());
      }
      JsonNode messages = answer.json().path("messages");
      // Silence is no "no": only a list without the message says that it was not sent.
      if (answer.status() != 200 || !messages.isArray()) {
        throw new WhapiUnavailableException("the provider's list answered " + answer.reason());
      }
      messages.forEach(message -> sent.add(sent(message)));
      if (messages.size() < PAGE) {
        return new Listed(sent);
      }
    }
    throw new WhapiUnavailableException(
        "the provider lists more than " + MOST_PAGES * PAGE + " messages of the chat");
  }

  private static Sent sent(JsonNode message) {
    return new Sent(
        message.path("id").asString(""),
        message.path("source").asString(""),
        ContentTranslator.sent(message),
        ProviderFields.text(ContentTranslator.bodyOf(message), "sha256"));
  }
}
