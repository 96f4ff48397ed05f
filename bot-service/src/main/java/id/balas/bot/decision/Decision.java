package id.balas.bot.decision;

import id.balas.bot.decision.Chat.Asked;
import id.balas.events.Author;
import id.balas.events.ChatCommand;
import id.balas.events.Content;
import id.balas.events.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What will be done about one input. `rule` says in words why, for whoever asks later.
public sealed interface Decision {

  String rule();

  /// The bot answers.
  record Answer(String rule, String text) implements Decision {}

  /// The bot says that nobody is here now, and remembers that it did.
  record AnswerAway(String rule, String text) implements Decision {}

  /// The AI is asked to answer these words.
  record Ask(String rule, String words, @Nullable String customerName) implements Decision {}

  /// The AI's answer goes out, to all these questions.
  record AnswerByAi(String rule, Content content, String model, List<Asked> to)
      implements Decision {}

  /// Recorded, deliberately not answered.
  record StaySilent(String rule) implements Decision {}

  /// A person is to answer; the customer is told so by `notice`.
  record HandOff(String rule, String notice) implements Decision {}

  /// The chat changes hands; whoever asked in the chat itself is told so by `notice`.
  record SwitchMode(String rule, Mode mode, @Nullable String assignee, @Nullable String notice)
      implements Decision {}

  /// One of us wrote from the phone: the bot keeps silent until then.
  record YieldToPerson(String rule, Instant until) implements Decision {}

  /// A person's reply goes out to the customer, and the bot keeps silent until then.
  record Relay(
      String rule, Content content, Author author, @Nullable String quotedId, Instant silentUntil)
      implements Decision {}

  /// The human window ends and the bot answers again.
  record EndHumanWindow(String rule) implements Decision {}

  /// An admin's words become a command for another chat.
  record PassOn(String rule, ChatCommand command) implements Decision {}

  /// An admin is told something.
  record Tell(String rule, String text) implements Decision {}

  /// An admin asks about the stored chats; the answer is made after the batch is stored.
  record Inquire(String rule, Inquiry about) implements Decision {}

  /// A command that is carried out by being recorded.
  record Note(String rule) implements Decision {}

  /// A command that is not carried out.
  record Refuse(String rule) implements Decision {}
}
