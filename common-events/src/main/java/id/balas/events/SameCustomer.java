package id.balas.events;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Required;
import id.balas.events.value.Restrictions;
import id.balas.events.value.Waiting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// States that the hidden number of this chat and `phone` are one customer. The hidden number's
/// chat becomes an alias of the phone's chat.
public record SameCustomer(
    String commandId,
    String channel,
    String chatId,
    Issuer issuedBy,
    Instant issuedAt,
    String phone)
    implements ChatInput {

  public SameCustomer {
    Required.text("SameCustomer", "commandId", commandId);
    Required.text("SameCustomer", "channel", channel);
    Required.text("SameCustomer", "chatId", chatId);
    Required.value("SameCustomer", "issuedBy", issuedBy);
    Required.value("SameCustomer", "issuedAt", issuedAt);
    Required.text("SameCustomer", "phone", phone);
  }

  @Override
  public String causeId() {
    return commandId;
  }

  @Override
  public Instant occurredAt() {
    return issuedAt;
  }

  /// Ends the link of this hidden number's chat to a phone number. What comes next under the hidden
  /// number is decided in its own chat.
  public record Unlink(
      String commandId, String channel, String chatId, Issuer issuedBy, Instant issuedAt)
      implements ChatInput {

    public Unlink {
      Required.text("Unlink", "commandId", commandId);
      Required.text("Unlink", "channel", channel);
      Required.text("Unlink", "chatId", chatId);
      Required.value("Unlink", "issuedBy", issuedBy);
      Required.value("Unlink", "issuedAt", issuedAt);
    }

    @Override
    public String causeId() {
      return commandId;
    }

    @Override
    public Instant occurredAt() {
      return issuedAt;
    }
  }

  /// The intake has published that the hidden number `lid` and `phone` are one customer. It
  /// publishes this pair only once.
  public record KnownLink(String channel, String lid, String phone, Instant publishedAt)
      implements WireRecord {

    public KnownLink {
      Required.text("KnownLink", "channel", channel);
      Required.text("KnownLink", "lid", lid);
      Required.text("KnownLink", "phone", phone);
      Required.value("KnownLink", "publishedAt", publishedAt);
    }

    @Override
    public String key() {
      return new ChatKey(channel, lid).toString();
    }

    @Override
    public String eventId() {
      return key() + "=" + phone;
    }

    @Override
    public Instant occurredAt() {
      return publishedAt;
    }
  }

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
        @Nullable String lastOutboundId,
        @Nullable ForAgents forAgents) {

      public HandedOverChat {
        Required.value("HandedOverChat", "mode", mode);
      }
    }

    /// How agents handle the chat. `owedSince` is the time of the oldest message whose AI answer
    /// was pending. The chat gets no automatic message before `quietUntil`.
    public record ForAgents(
        @Nullable String team,
        @Nullable Waiting waiting,
        @Nullable Instant snoozedUntil,
        @Nullable Instant lastHumanAt,
        @Nullable Instant unattendedSince,
        @Nullable Conversation conversation,
        @Nullable Instant owedSince,
        @Nullable Restrictions restrictions,
        @Nullable Instant quietUntil) {}
  }

  /// An input that arrived under the hidden number `via`, passed on to the chat of the customer's
  /// phone number. It keeps the id of the `input`, so that each input is decided once.
  public record ForwardedInput(String channel, String chatId, String via, ChatInput input)
      implements ChatInput {

    public ForwardedInput {
      Required.text("ForwardedInput", "channel", channel);
      Required.text("ForwardedInput", "chatId", chatId);
      Required.text("ForwardedInput", "via", via);
      Required.value("ForwardedInput", "input", input);
    }

    @Override
    public String causeId() {
      return input.causeId();
    }

    @Override
    public Instant occurredAt() {
      return input.occurredAt();
    }
  }
}
