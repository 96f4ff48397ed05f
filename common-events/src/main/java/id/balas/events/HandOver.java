package id.balas.events;

import id.balas.events.value.Mode;
import id.balas.events.value.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The chat of the hidden number `lid` has become an alias of this chat and passes on its state.
public record HandOver(
    String id, String channel, String chatId, String lid, HandedOverChat state, Instant at)
    implements ChatInput {

  public HandOver {
    Required.text("HandOver", "id", id);
    Required.text("HandOver", "channel", channel);
    Required.text("HandOver", "chatId", chatId);
    Required.text("HandOver", "lid", lid);
    Required.value("HandOver", "state", state);
    Required.value("HandOver", "at", at);
  }

  @Override
  public String causeId() {
    return id;
  }

  @Override
  public Instant occurredAt() {
    return at;
  }

  /// What a hidden number's chat passes on to the phone's chat. `owesAnswer` is true if an AI
  /// answer was pending. `lastOutboundId` is the last message that was sent there within 14 days.
  public record HandedOverChat(
      Mode mode,
      long epoch,
      @Nullable String assignee,
      @Nullable Instant humanUntil,
      @Nullable Instant lastAway,
      boolean owesAnswer,
      @Nullable String lastOutboundId) {

    public HandedOverChat {
      Required.value("HandedOverChat", "mode", mode);
    }
  }
}
