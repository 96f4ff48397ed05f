package id.balas.events;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import id.balas.events.value.Content;
import id.balas.events.value.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An earlier message was edited, deleted or voted on. `id` is the id of the change, `messageId`
/// that of the message.
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

  /// The kind of change.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@type")
  public sealed interface Change {}

  /// The message has this content now.
  public record Edited(Content content) implements Change {
    public Edited {
      Required.value("Edited", "content", content);
    }
  }

  /// The sender deleted the message.
  public record Deleted() implements Change {}

  /// The sender chose these options of a poll. An empty list means that the vote was withdrawn.
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
