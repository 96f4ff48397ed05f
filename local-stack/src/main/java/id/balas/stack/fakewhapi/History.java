package id.balas.stack.fakewhapi;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every message that the provider took, in the order in which it took them; the same words twice are two messages.
final class History {

  static final String OWN_NUMBER = "628999000000";

  private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

  private final SecureRandom random = new SecureRandom();
  private final List<ObjectNode> messages = new ArrayList<>();

  synchronized JsonNode add(TextSend send) {
    ObjectNode message =
        Json.object()
            .put("id", messageId(send.chatId()))
            .put("from_me", true)
            .put("type", "text")
            .put("chat_id", send.chatId())
            .put("timestamp", Instant.now().getEpochSecond())
            .put("source", "api")
            .put("device_id", 8)
            .put("status", "pending");
    message.putObject("text").put("body", send.body());
    if (send.quoted() != null) {
      message.putObject("context").put("quoted_id", send.quoted());
    }
    message.put("from", OWN_NUMBER);
    messages.add(message);
    return message.deepCopy();
  }

  // Two segments in a private chat, in a group a third one of the sender.
  private String messageId(String chatId) {
    String id = letters(16) + "-" + letters(10);
    return chatId.endsWith("@g.us") ? id + "-" + letters(7) : id;
  }

  private String letters(int count) {
    return random
        .ints(count, 0, ID_LETTERS.length())
        .map(ID_LETTERS::charAt)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// A page in the provider's form: `count` is the size asked for, `total` the number of matches. Within a second the
  /// order of coming holds.
  synchronized ObjectNode list(@Nullable String chatId, ListQuery query) {
    List<ObjectNode> ofChat =
        messages.stream()
            .filter(message -> chatId == null || message.path("chat_id").asString("").equals(chatId))
            .toList();
    if (chatId != null && ofChat.isEmpty()) {
      throw new Refusal(404, "chat not found", chatId);
    }
    List<ObjectNode> matches = ofChat.stream().filter(query.filter()).toList();
    ArrayNode page = Json.array();
    (query.newestFirst() ? matches.reversed() : matches)
        .stream().skip(query.offset()).limit(query.count()).forEach(page::add);
    ObjectNode answer = Json.object();
    answer.set("messages", page);
    return answer.put("count", query.count()).put("total", matches.size()).put("offset", query.offset());
  }

  synchronized void clear() {
    messages.clear();
  }
}
