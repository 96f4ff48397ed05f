package id.balas.bot.scheduled;

import id.balas.events.ChatCommand.Reply;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A reply to send at `sendAt`. `role` is the author's role when it was scheduled; `seen` is what
/// the chat waited for then.
record ScheduledReply(
    String id,
    ChatKey chat,
    String author,
    String role,
    Content content,
    @Nullable String quotedId,
    @Nullable String seen,
    Instant sendAt,
    Instant createdAt) {

  /// `CLAIMED`: its time has come, and it can no longer be cancelled.
  enum State {
    WAITING,
    CLAIMED,
    PUBLISHED,
    CANCELLED
  }

  /// The id of its command. The same one each time, so that the reply is decided once.
  String commandId() {
    return commandId(id);
  }

  static String commandId(String id) {
    return "later-" + id;
  }

  /// The reply is decided again at its time: whether its author may write in the chat then.
  Reply command(String presentRole, Instant now, Duration atMostLate) {
    return new Reply(
        commandId(),
        chat.channel(),
        chat.chatId(),
        Issuer.user(author, presentRole),
        now,
        content,
        quotedId,
        sendAt.plus(atMostLate),
        seen);
  }
}
