package id.balas.events;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import id.balas.events.value.Content;
import id.balas.events.value.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message that was there already was edited, deleted or voted on. `id` is that of the change,
/// `messageId` that of the message.
public record MessageChanged(
    String id,
    String channel,
    String chatId,
    String messageId,
    @Nullable String sender,
    Change change,
    Instant sentAt,
    Instant receivedAt)
    implements ChatInput {

  public MessageChanged {
    Required.text("MessageChanged", "id", id);
    Required.text("MessageChanged", "channel", channel);
    Required.text("MessageChanged", "chatId", chatId);
    Required.text("MessageChanged", "messageId", messageId);
    Required.value("MessageChanged", "change", change);
    Required.value("MessageChanged", "sentAt", sentAt);
    Required.value("MessageChanged", "receivedAt", receivedAt);
  }

  /// What was done to the message.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@type")
  public sealed interface Change {}

  /// The message now says this.
  public record Edited(Content content) implements Change {
    public Edited {
      Required.value("Edited", "content", content);
    }
  }

  /// The message was taken back.
  public record Deleted() implements Change {}

  /// The sender chose these options of a poll; none means that the vote was taken back.
  public record Voted(List<String> options) implements Change {
    public Voted {
      Required.value("Voted", "options", options);
      options = List.copyOf(options);
    }
  }

  @Override
  public String causeId() {
    return id;
  }

  @Override
  public Instant occurredAt() {
    return sentAt;
  }
}
