package id.balas.events;

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
}
