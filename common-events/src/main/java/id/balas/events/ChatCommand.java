package id.balas.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Priority;
import id.balas.events.value.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command for a chat, from an agent, an admin, a timer or the AI. The bot decides whether to
/// execute it. A command that arrives twice with one `commandId` is decided once.
public sealed interface ChatCommand extends ChatInput
    permits ChatCommand.Assign,
        ChatCommand.Unassign,
        ChatCommand.Pause,
        ChatCommand.Resume,
        ChatCommand.Reply,
        ChatCommand.MarkRead,
        ChatCommand.Resend,
        ChatCommand.CommandResult,
        ChatCommand.Prioritize,
        AiCommand,
        PeopleCommand {

  String commandId();

  Issuer issuedBy();

  Instant issuedAt();

  /// A command that is decided later than this has no effect. Null: it has effect at any time. Set
  /// for actions by REST: after a 503 the agent may have found another way.
  default @Nullable Instant notAfter() {
    return null;
  }

  /// The `latestId` of [id.balas.events.value.Waiting] that the author of an action has seen, or
  /// `none` if the chat did not wait. Null: unknown, so nothing is checked.
  default @Nullable String seen() {
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

  /// Assigns the chat to an agent. Rejected while another agent has it. With `latestId`, which the
  /// assigner sets, also rejected if the chat has an assignee or no longer waits for that input.
  record Assign(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      String assignee,
      @Nullable Instant notAfter,
      @Nullable String latestId)
      implements ChatCommand {
    public Assign {
      Required.command("Assign", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("Assign", "assignee", assignee);
    }

    public Assign(
        String commandId,
        String channel,
        String chatId,
        Issuer issuedBy,
        Instant issuedAt,
        String assignee,
        @Nullable Instant notAfter) {
      this(commandId, channel, chatId, issuedBy, issuedAt, assignee, notAfter, null);
    }
  }

  /// Ends the assignment; the bot answers again. Rejected if the customer wrote after `seen`.
  record Unassign(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      @Nullable Instant notAfter,
      @Nullable String seen)
      implements ChatCommand {
    public Unassign {
      Required.command("Unassign", commandId, channel, chatId, issuedBy, issuedAt);
    }

    public Unassign(
        String commandId,
        String channel,
        String chatId,
        Issuer issuedBy,
        Instant issuedAt,
        @Nullable Instant notAfter) {
      this(commandId, channel, chatId, issuedBy, issuedAt, notAfter, null);
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
      Required.command("Pause", commandId, channel, chatId, issuedBy, issuedAt);
    }
  }

  /// The bot answers again. Rejected if the customer wrote after `seen`.
  record Resume(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      @Nullable Instant notAfter,
      @Nullable String seen)
      implements ChatCommand {
    public Resume {
      Required.command("Resume", commandId, channel, chatId, issuedBy, issuedAt);
    }

    public Resume(
        String commandId,
        String channel,
        String chatId,
        Issuer issuedBy,
        Instant issuedAt,
        @Nullable Instant notAfter) {
      this(commandId, channel, chatId, issuedBy, issuedAt, notAfter, null);
    }
  }

  /// Sends the customer a message of an agent, or changes an earlier message if `content` is an
  /// act. If the customer wrote after `seen`, the chat still waits.
  record Reply(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      Content content,
      @Nullable String quotedId,
      @Nullable Instant notAfter,
      @Nullable String seen)
      implements ChatCommand {
    public Reply {
      Required.command("Reply", commandId, channel, chatId, issuedBy, issuedAt);
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
      Required.command("MarkRead", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("MarkRead", "upToMessageId", upToMessageId);
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
      Required.command("Resend", commandId, channel, chatId, issuedBy, issuedAt);
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
      Required.command("CommandResult", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("CommandResult", "ofCommandId", ofCommandId);
      Required.text("CommandResult", "verb", verb);
      Required.text("CommandResult", "target", target);
      Required.text("CommandResult", "reason", reason);
    }
  }

  /// The place of the chat in the queue, until its conversation ends.
  record Prioritize(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      Priority priority,
      @Nullable Instant notAfter)
      implements ChatCommand {
    public Prioritize {
      Required.command("Prioritize", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("Prioritize", "priority", priority);
    }
  }
}
