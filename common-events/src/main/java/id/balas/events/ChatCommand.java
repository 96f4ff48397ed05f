package id.balas.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command for a chat, from an agent, an admin, a timer or the AI. The bot decides whether to
/// execute it. A command that arrives twice with one `commandId` is decided once.
public sealed interface ChatCommand extends ChatInput {

  String commandId();

  Issuer issuedBy();

  Instant issuedAt();

  /// A command that is decided later than this has no effect. Null: it has effect at any time. Set
  /// for actions by REST: after a 503 the agent may have found another way.
  default @Nullable Instant notAfter() {
    return null;
  }

  @Override
  default String causeId() {
    return commandId();
  }

  @Override
  default Instant occurredAt() {
    return issuedAt();
  }

  /// Assigns the chat to an agent. Rejected while another agent has it.
  record Assign(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      String assignee,
      @Nullable Instant notAfter)
      implements ChatCommand {
    public Assign {
      envelope("Assign", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("Assign", "assignee", assignee);
    }
  }

  /// Ends the assignment; the bot answers again.
  record Unassign(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      @Nullable Instant notAfter)
      implements ChatCommand {
    public Unassign {
      envelope("Unassign", commandId, channel, chatId, issuedBy, issuedAt);
    }
  }

  /// Stops all automatic answers.
  record Pause(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      @Nullable Instant notAfter)
      implements ChatCommand {
    public Pause {
      envelope("Pause", commandId, channel, chatId, issuedBy, issuedAt);
    }
  }

  /// The bot answers again.
  record Resume(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      @Nullable Instant notAfter)
      implements ChatCommand {
    public Resume {
      envelope("Resume", commandId, channel, chatId, issuedBy, issuedAt);
    }
  }

  /// Sends the customer a message of an agent.
  record Reply(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      Content content,
      @Nullable String quotedId,
      @Nullable Instant notAfter)
      implements ChatCommand {
    public Reply {
      envelope("Reply", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("Reply", "content", content);
    }
  }

  /// Marks the messages up to this one as read.
  record MarkRead(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      String upToMessageId)
      implements ChatCommand {
    public MarkRead {
      envelope("MarkRead", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("MarkRead", "upToMessageId", upToMessageId);
    }
  }

  /// The human window that was open at `epoch` has expired. Has no effect if the epoch has changed
  /// since.
  record HandBack(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      long epoch)
      implements ChatCommand {
    public HandBack {
      envelope("HandBack", commandId, channel, chatId, issuedBy, issuedAt);
    }
  }

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
      implements ChatCommand {
    public AiAnswered {
      envelope("AiAnswered", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("AiAnswered", "requestIds", requestIds);
      Required.value("AiAnswered", "content", content);
      Required.text("AiAnswered", "model", model);
      requestIds = List.copyOf(requestIds);
    }
  }

  /// The AI failed to answer these requests.
  record AiFailed(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      List<String> requestIds,
      long epoch,
      String reason)
      implements ChatCommand {
    public AiFailed {
      envelope("AiFailed", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("AiFailed", "requestIds", requestIds);
      Required.text("AiFailed", "reason", reason);
      requestIds = List.copyOf(requestIds);
    }
  }

  /// Sends a failed message again, as a message of the issuer. The sender always sets `content`,
  /// unchanged or edited, because the bot does not store the text. `bulk` is true if the issuer
  /// resent many messages at once, otherwise missing.
  record Resend(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      String outboundId,
      @Nullable Content content,
      @Nullable Boolean bulk)
      implements ChatCommand {
    public Resend {
      envelope("Resend", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("Resend", "outboundId", outboundId);
    }

    @JsonIgnore
    public boolean isBulk() {
      return Boolean.TRUE.equals(bulk);
    }
  }

  /// Reports the result of an admin's command to the chat in which it was given. `verb` names the
  /// command, `target` the affected chat, `reason` the rule that decided.
  record CommandResult(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      String ofCommandId,
      String verb,
      String target,
      boolean accepted,
      String reason)
      implements ChatCommand {
    public CommandResult {
      envelope("CommandResult", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("CommandResult", "ofCommandId", ofCommandId);
      Required.text("CommandResult", "verb", verb);
      Required.text("CommandResult", "target", target);
      Required.text("CommandResult", "reason", reason);
    }
  }

  private static void envelope(
      String record,
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt) {
    Required.text(record, "commandId", commandId);
    Required.text(record, "channel", channel);
    Required.text(record, "chatId", chatId);
    Required.value(record, "issuedBy", issuedBy);
    Required.value(record, "issuedAt", issuedAt);
  }
}
