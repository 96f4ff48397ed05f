package id.balas.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A result of the AI for pending requests of a chat.
public sealed interface AiCommand extends ChatCommand {

  /// The AI's answer to these requests, which were made at `epoch`.
  record AiAnswered(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      List<String> requestIds,
      long epoch,
      Content content,
      String model)
      implements AiCommand {
    public AiAnswered {
      Required.command("AiAnswered", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("AiAnswered", "requestIds", requestIds);
      Required.value("AiAnswered", "content", content);
      Required.text("AiAnswered", "model", model);
      requestIds = List.copyOf(requestIds);
    }
  }

  /// The AI failed to answer these requests. `handsOff` is true if the AI left the question to a
  /// person, otherwise missing.
  record AiFailed(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      List<String> requestIds,
      long epoch,
      String reason,
      @Nullable Boolean handsOff)
      implements AiCommand {
    public AiFailed {
      Required.command("AiFailed", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("AiFailed", "requestIds", requestIds);
      Required.text("AiFailed", "reason", reason);
      requestIds = List.copyOf(requestIds);
    }

    @JsonIgnore
    public boolean isHandOff() {
      return Boolean.TRUE.equals(handsOff);
    }
  }

  /// Requests an AI answer to the message `causeId`. The answer is used only if the chat's epoch is
  /// still the same. `text` is the customer's text.
  public record ReplyRequest(
      String id,
      String channel,
      String chatId,
      String causeId,
      String text,
      @Nullable String customerName,
      long epoch,
      Instant requestedAt,
      Instant expiresAt)
      implements WireRecord {

    public ReplyRequest {
      Required.text("ReplyRequest", "id", id);
      Required.text("ReplyRequest", "channel", channel);
      Required.text("ReplyRequest", "chatId", chatId);
      Required.text("ReplyRequest", "causeId", causeId);
      Required.text("ReplyRequest", "text", text);
      Required.value("ReplyRequest", "requestedAt", requestedAt);
      Required.value("ReplyRequest", "expiresAt", expiresAt);
    }

    @Override
    public String key() {
      return new ChatKey(channel, chatId).toString();
    }

    @Override
    public String eventId() {
      return id;
    }

    @Override
    public Instant occurredAt() {
      return requestedAt;
    }
  }
}
