package id.balas.fakewhapi.api;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.MessageIds;
import id.balas.fakewhapi.model.StoredMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the chat of a call in its path, query or body, or by a message id.
final class ChatOfCall {

  private ChatOfCall() {}

  /// Throws [ErrorResponseException] when the body is invalid.
  static @Nullable String read(Channel channel, Call call) {
    List<String> path = call.segments();
    String last = path.getLast();
    if (call.isRead() || (path.size() == 2 && last.contains("@"))) {
      return last.contains("@") ? ChatIds.withSuffix(last) : ofMessage(channel, last);
    }
    if (path.size() > 1 && MessageIds.isValid(path.get(1))) {
      return ofMessage(channel, path.get(1));
    }
    String to =
        call.query().containsKey("to")
            ? call.query().get("to")
            : call.json().path("to").asString("");
    return to == null || to.isEmpty() ? null : ChatIds.withSuffix(to);
  }

  private static @Nullable String ofMessage(Channel channel, String messageId) {
    StoredMessage stored = channel.history().find(messageId);
    return stored == null ? null : stored.chatId();
  }
}
