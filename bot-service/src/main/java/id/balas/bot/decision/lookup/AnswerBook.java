package id.balas.bot.decision.lookup;

import id.balas.events.value.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An immutable snapshot of the rules, opening hours and texts. The same question at the same time
/// always gets the same answer.
public interface AnswerBook {

  /// Looks up the answer to a customer's text while the bot answers: first the rules, then the AI,
  /// then the default reply.
  Finding find(Question question);

  /// The same with the rules alone.
  default Optional<Finding> findRule(Question question) {
    return Optional.empty();
  }

  /// The reply to a message without text, such as a voice note. Null: none.
  default @Nullable String replyWithoutText(Addressee to) {
    return null;
  }

  /// Whether the business is open.
  default boolean isOpen(Instant at) {
    return true;
  }

  /// The notice to a customer when the chat's mode changes, with its variables filled.
  String notice(Notice notice, Addressee to);

  /// `AGENT`, `PAUSE` and `BOT` confirm a keyword that the customer sent. `HAND_OFF` is for a
  /// question that got no automatic answer. `RATING` asks how satisfied the customer is, `RATED`
  /// thanks for the answer.
  enum Notice {
    AGENT,
    PAUSE,
    BOT,
    HAND_OFF,
    RATING,
    RATED
  }

  /// What a rule does beside its answer: it sets the labels and the priority of the chat. A
  /// hand-off goes to the team.
  record Tags(@Nullable String team, List<String> labels, @Nullable Priority priority) {

    public static final Tags NONE = new Tags(null, List.of(), null);

    public Tags {
      labels = List.copyOf(labels);
    }
  }

  /// A customer of the channel at a time. The name is null where the input has none, such as an
  /// answer of the AI.
  record Addressee(String channel, @Nullable String customerName, Instant at) {}

  /// `lastAway` is when this chat last got the away reply, null if never.
  record Question(
      String channel,
      String words,
      @Nullable String customerName,
      Instant at,
      @Nullable Instant lastAway) {}

  /// The result of a lookup. `rule` names what produced it and is shown in the timeline.
  sealed interface Finding {

    String rule();

    /// Reply with this text.
    record Say(String rule, String text, Tags tags) implements Finding {
      public Say(String rule, String text) {
        this(rule, text, Tags.NONE);
      }
    }

    /// Reply with the default text, because nothing else fits.
    record SayDefault(String rule, String text) implements Finding {}

    /// Send the away reply. The time is stored, so that it is not repeated within one period.
    record SayAway(String rule, String text) implements Finding {}

    /// Ask the AI.
    record AskAi(String rule) implements Finding {}

    /// Hand the chat to an agent and send `notice` to the customer.
    record HandOff(String rule, String notice, Tags tags) implements Finding {
      public HandOff(String rule, String notice) {
        this(rule, notice, Tags.NONE);
      }
    }

    /// Deliberately no reply.
    record Silence(String rule) implements Finding {}
  }
}
