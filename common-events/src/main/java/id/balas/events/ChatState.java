package id.balas.events;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import id.balas.events.value.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of a chat that the sender needs. It does not start automatic messages of an older
/// `epoch`. `aliasOf` is the phone's chat id if this is the chat of a linked hidden number.
public record ChatState(
    String channel,
    String chatId,
    Mode mode,
    long epoch,
    @Nullable String assignee,
    Instant at,
    @Nullable String aliasOf)
    implements WireRecord {

  public ChatState {
    Required.text("ChatState", "channel", channel);
    Required.text("ChatState", "chatId", chatId);
    Required.value("ChatState", "mode", mode);
    Required.value("ChatState", "at", at);
  }

  public ChatState(
      String channel, String chatId, Mode mode, long epoch, @Nullable String assignee, Instant at) {
    this(channel, chatId, mode, epoch, assignee, at, null);
  }

  @Override
  public String key() {
    return new ChatKey(channel, chatId).toString();
  }

  @Override
  public String eventId() {
    return key() + ":" + epoch;
  }

  @Override
  public Instant occurredAt() {
    return at;
  }
}
