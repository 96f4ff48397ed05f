package id.balas.events;

import id.balas.events.value.Required;
import java.time.Instant;

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
