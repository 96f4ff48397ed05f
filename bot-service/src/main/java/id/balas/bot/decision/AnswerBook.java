package id.balas.bot.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the desk has ready to say: a snapshot of its rules, hours and texts, so that the same
/// question at the same time always finds the same answer.
public interface AnswerBook {

  /// What to do about a customer's words while the bot answers. First rules, then the AI, then the
  /// default reply.
  Finding find(Question question);

  /// What the customer of this channel is told when the chat changes hands.
  String notice(Notice notice, String channel);

  /// `AGENT`, `PAUSE` and `BOT` acknowledge the customer's own word; `HAND_OFF` is for a question
  /// that nobody could answer automatically.
  enum Notice {
    AGENT,
    PAUSE,
    BOT,
    HAND_OFF
  }

  /// `lastAway` is when this chat was last told that nobody is here, null if never.
  record Question(
      String channel,
      String words,
      @Nullable String customerName,
      Instant at,
      @Nullable Instant lastAway) {}

  /// What was found; `rule` names it for whoever asks later why.
  sealed interface Finding {

    String rule();

    /// This text is the answer.
    record Say(String rule, String text) implements Finding {}

    /// Nobody is here now, and the customer is told so; it is remembered, so that they are not told
    /// again and again.
    record SayAway(String rule, String text) implements Finding {}

    /// The AI is to answer.
    record AskAi(String rule) implements Finding {}

    /// A person is to answer; the customer is told so by `notice`.
    record HandOff(String rule, String notice) implements Finding {}

    /// There is deliberately nothing to say.
    record Silence(String rule) implements Finding {}
  }
}
