package id.balas.fakewhapi.incoming;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.MessageIds;
import id.balas.fakewhapi.model.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The sender of an incoming message, with chat and device.
record IncomingSender(
    String chatId, String role, String number, @Nullable String name, @Nullable String chatName) {

  private static final String UNKNOWN_MEMBER = "628110000009";
  private static final double MAX_TIMESTAMP = 1e11;

  static IncomingSender read(Channel channel, Parameters fields) {
    String chatId = ChatIds.withSuffix(fields.text("chatId"));
    Parameters.check(ChatIds.CHAT_ID.matcher(chatId).matches(), "chatId");
    String role = fields.oneOf("as", "them", "phone", "web", "system");
    String named = fields.optionalText("fromName");
    boolean group = ChatIds.isGroup(chatId);
    Person chat = channel.people().find(chatId).orElse(null);
    String chatName = group && chat != null ? chat.name() : null;
    if (role != null && (role.equals("phone") || role.equals("web"))) {
      return new IncomingSender(
          chatId, role, channel.number(), named != null ? named : "Balas", chatName);
    }
    String from = fields.optionalText("from");
    Parameters.check(from == null || from.matches("\\d{7,20}"), "from");
    String number = !group ? ChatIds.digits(chatId) : from != null ? from : firstMember(chat);
    String known = group || chat == null ? null : chat.name();
    return new IncomingSender(
        chatId, role == null ? "them" : role, number, named != null ? named : known, chatName);
  }

  private static String firstMember(@Nullable Person group) {
    return group == null || group.members().isEmpty() ? UNKNOWN_MEMBER : group.members().getFirst();
  }

  /// The fields before the content, in the order of the logged ones.
  ObjectNode message(Channel channel, String type, Parameters fields) {
    boolean ours = role.equals("phone") || role.equals("web");
    channel.people().of(chatId, ours || ChatIds.isGroup(chatId) ? null : name);
    long timestamp =
        fields.has("timestamp")
            ? (long) fields.number("timestamp", 0, MAX_TIMESTAMP)
            : Instant.now().getEpochSecond();
    ObjectNode message =
        Json.object()
            .put("id", MessageIds.next(chatId, number))
            .put("from_me", ours)
            .put("type", type)
            .put("chat_id", chatId)
            .put("timestamp", timestamp)
            .put("source", role.equals("web") || role.equals("system") ? role : "mobile");
    if (role.equals("web")) {
      message.put("device_id", 7);
    }
    if (chatName != null) {
      message.put("chat_name", chatName);
    }
    return ours ? message.put("status", "sent") : message;
  }

  void addTo(ObjectNode message) {
    message.put("from", number);
    if (name != null && !role.equals("system")) {
      message.put("from_name", name);
    }
  }
}
