package id.balas.events;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import id.balas.events.value.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The chat as the sender must know it: an automatic message of an older `epoch` no longer starts.
public record ChatState(
    String channel, String chatId, Mode mode, long epoch, @Nullable String assignee, Instant at)
    implements WireRecord {

  public ChatState {
    Required.text("ChatState", "channel", channel);
    Required.text("ChatState", "chatId", chatId);
    Required.value("ChatState", "mode", mode);
    Required.value("ChatState", "at", at);
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
