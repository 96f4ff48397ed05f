package id.balas.bot.ai.server;

import id.balas.bot.ai.server.ChatCompletions.Message;
import java.util.List;

/// What the AI is asked. `moreTokens` are added to the longest answer. With `mayHandOff` the model
/// may leave the question to a person.
public record AiCall(List<Message> messages, int moreTokens, boolean mayHandOff) {

  /// An answer to a customer.
  public static AiCall answer(List<Message> messages) {
    return new AiCall(messages, 0, true);
  }

  /// A text for an agent.
  public static AiCall text(List<Message> messages, int moreTokens) {
    return new AiCall(messages, moreTokens, false);
  }

  /// Of all messages.
  public long characters() {
    return messages.stream().mapToLong(message -> message.content().length()).sum();
  }
}
