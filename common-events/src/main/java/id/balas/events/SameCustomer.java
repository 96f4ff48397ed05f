package id.balas.events;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import id.balas.events.value.Required;
import java.time.Instant;

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
}
