package id.balas.events;

import id.balas.events.value.Issuer;
import id.balas.events.value.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command about who takes care of a chat, how long it waits, or its conversation.
public sealed interface PeopleCommand extends ChatCommand {

  /// Passes the chat on to an agent or to a team, without the bot in between. At least one of
  /// `assignee` and `team` is set. Rejected if the customer wrote after `seen`: acts of the same
  /// author follow, which would hide the message.
  record Transfer(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      @Nullable String assignee,
      @Nullable String team,
      @Nullable Instant notAfter,
      @Nullable String seen)
      implements PeopleCommand {
    public Transfer {
      Required.command("Transfer", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("Transfer", "assignee", assignee == null ? team : assignee);
    }
  }

  /// `person` is gone, or unavailable for long. If the chat is assigned to them, it waits for
  /// another person.
  record PersonGone(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      String person)
      implements PeopleCommand {
    public PersonGone {
      Required.command("PersonGone", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("PersonGone", "person", person);
    }
  }

  /// The chat has waited longer than its team's target. Only recorded.
  record TargetMissed(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      Target target,
      Instant since)
      implements PeopleCommand {
    public TargetMissed {
      Required.command("TargetMissed", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("TargetMissed", "target", target);
      Required.value("TargetMissed", "since", since);
    }
  }

  /// Reports to an admin, in their own chat, how many chats have newly missed a target. The oldest
  /// of them has waited since `oldestSince`.
  record ReportMissedTargets(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      int missed,
      Instant oldestSince)
      implements PeopleCommand {
    public ReportMissedTargets {
      Required.command("ReportMissedTargets", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("ReportMissedTargets", "oldestSince", oldestSince);
    }
  }

  /// What a team aims at: the time of the first answer, of a later answer, or of the resolution.
  enum Target {
    FIRST_ANSWER,
    NEXT_ANSWER,
    RESOLUTION
  }

  /// The chat got too many automatic messages in a short time. It gets none before `quietUntil`.
  record LoopSeen(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      Instant quietUntil)
      implements PeopleCommand {
    public LoopSeen {
      Required.command("LoopSeen", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("LoopSeen", "quietUntil", quietUntil);
    }
  }

  /// The chat was open when the installation began to record conversations. `lastAt` is the time of
  /// its last message. If the customer wrote it and got no answer, they have waited since
  /// `unansweredSince`, and `latestId` is their last message. Published once for each open chat.
  record FoundOpen(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      String latestId,
      Instant lastAt,
      @Nullable Instant unansweredSince)
      implements PeopleCommand {
    public FoundOpen {
      Required.command("FoundOpen", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("FoundOpen", "latestId", latestId);
      Required.value("FoundOpen", "lastAt", lastAt);
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
      implements PeopleCommand {
    public HandBack {
      Required.command("HandBack", commandId, channel, chatId, issuedBy, issuedAt);
    }
  }

  /// Ends the conversation and what the chat waits for; the bot answers again. Rejected if the
  /// customer wrote after `seen`. With `asksRating` the customer is asked for a rating, once for a
  /// conversation.
  record Resolve(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      @Nullable Instant notAfter,
      @Nullable String seen,
      @Nullable Boolean asksRating)
      implements PeopleCommand {
    public Resolve {
      Required.command("Resolve", commandId, channel, chatId, issuedBy, issuedAt);
    }

    public Resolve(
        String commandId,
        String channel,
        String chatId,
        Issuer issuedBy,
        Instant issuedAt,
        @Nullable Instant notAfter,
        @Nullable String seen) {
      this(commandId, channel, chatId, issuedBy, issuedAt, notAfter, seen, null);
    }
  }

  /// Hides the waiting chat until then. Rejected if the customer wrote after `seen`.
  record Snooze(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      Instant until,
      @Nullable Instant notAfter,
      @Nullable String seen)
      implements PeopleCommand {
    public Snooze {
      Required.command("Snooze", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("Snooze", "until", until);
    }
  }

  /// Opens the conversation again, or ends the snooze.
  record Reopen(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      @Nullable Instant notAfter)
      implements PeopleCommand {
    public Reopen {
      Required.command("Reopen", commandId, channel, chatId, issuedBy, issuedAt);
    }
  }

  /// Blocks the customer of the chat, or stops its automatic messages; false ends that. At least
  /// one of `blocked` and `optedOut` is set, null leaves it as it is.
  record Restrict(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      @Nullable Boolean blocked,
      @Nullable Boolean optedOut,
      @Nullable Instant notAfter)
      implements PeopleCommand {
    public Restrict {
      Required.command("Restrict", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("Restrict", "blocked", blocked == null ? optedOut : blocked);
    }
  }

  /// The snooze until `snoozedUntil` is over. Has no effect if the chat is no longer snoozed until
  /// then.
  record Wake(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      Instant snoozedUntil)
      implements PeopleCommand {
    public Wake {
      Required.command("Wake", commandId, channel, chatId, issuedBy, issuedAt);
      Required.value("Wake", "snoozedUntil", snoozedUntil);
    }
  }

  /// The conversation has had no message for long. Has no effect if it is not idle any more.
  record EndConversation(
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt,
      String conversationId)
      implements PeopleCommand {
    public EndConversation {
      Required.command("EndConversation", commandId, channel, chatId, issuedBy, issuedAt);
      Required.text("EndConversation", "conversationId", conversationId);
    }
  }
}
