package id.balas.events;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Mode;
import id.balas.events.value.Required;
import id.balas.events.value.Waiting;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision about the input `causeId` changed the chat. `what` names the changed parts, `after`
/// is the chat after the decision.
public record ChatChanged(
    String channel, String chatId, String causeId, List<Part> what, ChangedChat after, Instant at)
    implements WireRecord {

  /// A part of a chat that matters to agents.
  public enum Part {
    MODE,
    ASSIGNEE,
    TEAM,
    HUMAN_WINDOW,
    WAITING,
    SNOOZE,
    LOOP,
    CONVERSATION,
    ALIAS
  }

  public ChatChanged {
    Required.text("ChatChanged", "channel", channel);
    Required.text("ChatChanged", "chatId", chatId);
    Required.text("ChatChanged", "causeId", causeId);
    Required.value("ChatChanged", "what", what);
    Required.value("ChatChanged", "after", after);
    Required.value("ChatChanged", "at", at);
    what = List.copyOf(what);
  }

  /// `lastHumanAt` is when one of us last wrote. `unattendedSince` is when the chat was handed to a
  /// person, until one takes it or writes in it. No automatic message is sent before `quietUntil`.
  /// `aliasOf` is the phone's chat if this is the chat of a linked hidden number.
  public record ChangedChat(
      Mode mode,
      long epoch,
      @Nullable String assignee,
      @Nullable String team,
      @Nullable Instant humanUntil,
      @Nullable Waiting waiting,
      @Nullable Instant snoozedUntil,
      @Nullable Instant quietUntil,
      @Nullable Instant lastHumanAt,
      @Nullable Instant unattendedSince,
      @Nullable Conversation conversation,
      @Nullable String aliasOf) {

    public ChangedChat {
      Required.value("ChangedChat", "mode", mode);
    }
  }

  public ChatKey chat() {
    return new ChatKey(channel, chatId);
  }

  @Override
  public String key() {
    return chat().toString();
  }

  @Override
  public String eventId() {
    return causeId + ":changed";
  }

  @Override
  public Instant occurredAt() {
    return at;
  }
}
