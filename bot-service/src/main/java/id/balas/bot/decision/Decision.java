package id.balas.bot.decision;

import id.balas.bot.decision.Chat.Asked;
import id.balas.bot.decision.lookup.AnswerBook.Tags;
import id.balas.bot.decision.text.RatingAnswer;
import id.balas.events.ChatCommand;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.SameCustomer.HandOver.HandedOverChat;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import id.balas.events.value.Priority;
import id.balas.events.value.Restrictions;
import id.balas.events.value.Waiting;
import id.balas.events.value.Waiting.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the bot does with one input. `rule` explains why and is shown in the timeline.
public sealed interface Decision {

  String rule();

  /// Why the chat waits for a person from now on. Null: this decision gives no reason.
  default @Nullable Reason waits() {
    return null;
  }

  /// The labels, priority and team that a rule sets.
  default Tags tags() {
    return Tags.NONE;
  }

  /// The bot replies. If the chat waits all the same, the reply is not yet an answer.
  record Answer(String rule, String text, @Nullable Reason waits, Tags tags) implements Decision {
    Answer(String rule, String text, @Nullable Reason waits) {
      this(rule, text, waits, Tags.NONE);
    }
  }

  /// The bot sends the away reply and stores when it did.
  record AnswerAway(String rule, String text) implements Decision {
    @Override
    public Reason waits() {
      return Reason.AWAY;
    }
  }

  /// The text goes to the AI.
  record Ask(String rule, String words, @Nullable String customerName) implements Decision {}

  /// The AI's answer is sent. It answers all questions in `to`.
  record AnswerByAi(String rule, Content content, String model, List<Asked> to)
      implements Decision {}

  /// The input is recorded and deliberately gets no reply.
  record StaySilent(String rule, @Nullable Reason waits) implements Decision {
    StaySilent(String rule) {
      this(rule, null);
    }
  }

  /// The AI gave no answer to these questions. The mode stays; the customer may get `notice`.
  record LeaveToPeople(String rule, @Nullable String notice, List<Asked> questions)
      implements Decision {
    @Override
    public Reason waits() {
      return Reason.AI_FAILED;
    }
  }

  /// The chat is handed to an agent; the customer gets `notice`.
  record HandOff(String rule, @Nullable String notice, Tags tags) implements Decision {
    HandOff(String rule, @Nullable String notice) {
      this(rule, notice, Tags.NONE);
    }

    @Override
    public Reason waits() {
      return Reason.ASKED;
    }
  }

  /// The chat goes to an agent, or to a team, where it waits. A null `team` leaves the team.
  record PassToPeople(String rule, Mode mode, @Nullable String assignee, @Nullable String team)
      implements Decision {
    @Override
    public @Nullable Reason waits() {
      return assignee == null ? Reason.PASSED : null;
    }
  }

  /// The chat waits for this.
  record Wait(String rule, Waiting waiting) implements Decision {
    @Override
    public Reason waits() {
      return waiting.reason();
    }
  }

  /// The conversation ends, and the bot answers again. `by` is null if it ends for want of
  /// messages. The customer may get the `question` how satisfied they are.
  record CloseConversation(String rule, @Nullable String by, @Nullable String question)
      implements Decision {}

  /// The customer has rated the conversation that ended, and may get `thanks`.
  record Rate(String rule, RatingAnswer answer, @Nullable String thanks) implements Decision {}

  /// The conversation is open again.
  record OpenConversation(String rule) implements Decision {}

  /// The chat has another place in the queue.
  record SetPriority(String rule, Priority priority) implements Decision {
    @Override
    public Tags tags() {
      return new Tags(null, List.of(), priority);
    }
  }

  /// The chat is hidden from the queue until then.
  record SnoozeChat(String rule, Instant until) implements Decision {}

  /// The snooze ends. If nothing else waits, the chat waits because it is due, but not if
  /// `byPerson`.
  record EndSnooze(String rule, boolean byPerson) implements Decision {}

  /// The customer is blocked or wants no automatic messages, or that ends. `by` is who asked for
  /// it.
  record SetRestrictions(String rule, Restrictions to, String by) implements Decision {}

  /// The chat gets no automatic message until then, and the AI answers none of its questions.
  record KeepQuiet(String rule, Instant until, @Nullable Reason waits) implements Decision {}

  /// The mode of the chat changes. If the customer requested it in the chat, `notice` is the reply.
  record SwitchMode(String rule, Mode mode, @Nullable String assignee, @Nullable String notice)
      implements Decision {}

  /// A person wrote from the phone: the bot stays silent until `until`.
  record YieldToPerson(String rule, Instant until) implements Decision {}

  /// An agent's or admin's reply is sent to the customer. The bot stays silent until `silentUntil`,
  /// or not at all if it is null.
  record Relay(
      String rule,
      Content content,
      Author author,
      @Nullable String quotedId,
      @Nullable Instant silentUntil)
      implements Decision {}

  /// A person changes an earlier message. It is no answer: the chat waits as before. The bot stays
  /// silent until `silentUntil`, or as before if it is null.
  record ActOnMessage(String rule, Content.Act act, Author author, @Nullable Instant silentUntil)
      implements Decision {}

  /// The human window ends and the bot answers again.
  record EndHumanWindow(String rule) implements Decision {}

  /// An admin's WhatsApp message turns into a command for another chat.
  record PassOn(String rule, ChatCommand command) implements Decision {}

  /// An admin gets a reply to a command.
  record ReplyToAdmin(String rule, String text) implements Decision {}

  /// An admin asks about stored chats. The reply is computed after the batch is stored.
  record Inquire(String rule, Inquiry about) implements Decision {}

  /// Recording the command is all there is to do.
  record RecordOnly(String rule) implements Decision {}

  /// The chat of a hidden number becomes an alias of the chat of `phone`, which takes over `state`.
  /// `former` is the phone to which it was linked until now.
  record Link(String rule, String phone, HandedOverChat state, @Nullable String former)
      implements Decision {}

  /// The chat of a hidden number is no longer an alias of the chat of the phone `former`.
  record EndLink(String rule, String former) implements Decision {}

  /// The hidden number `lid` does not belong to this chat's customer any more.
  record Release(String rule, String lid) implements Decision {}

  /// The chat takes over that of a hidden number. If an answer was owed there, it `waits`, and the
  /// customer gets `notice`.
  record Merge(String rule, HandOver from, @Nullable String notice, @Nullable Reason waits)
      implements Decision {}

  /// The chat is an alias: the chat of `phone` decides the input.
  record Forward(String rule, String phone) implements Decision {}

  /// The command is rejected.
  record Refuse(String rule) implements Decision {}

  /// An admin's question about stored chats. It is answered after its batch is stored, so the
  /// answer includes earlier commands of the same batch.
  sealed interface Inquiry {

    /// The state of one chat.
    record StatusOf(ChatKey chat) implements Inquiry {}

    /// The number of chats per mode in the channel.
    record CountByMode(String channel) implements Inquiry {}

    /// The chats of the channel that the bot does not answer, latest first.
    record WithoutBot(String channel) implements Inquiry {}
  }
}
