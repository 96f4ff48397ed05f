package id.balas.events.value;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Why and since when a chat waits for a person. `since` is the time of the oldest unanswered
/// message of the customer. `latestId` is the last input for which the chat waits; actions name it
/// to show what their author has seen. `latestAt` is the latest time of these inputs. `reasons` are
/// sorted.
public record Waiting(List<Reason> reasons, Instant since, String latestId, Instant latestAt) {

  /// The most important first.
  public enum Reason {
    /// An answer did not reach the customer.
    ANSWER_FAILED,
    /// The customer, a rule or the AI asked for a person.
    ASKED,
    /// A person passed the chat on, or is gone.
    PASSED,
    /// The customer wrote while a person had the chat.
    WROTE,
    /// The message has no text, or only the default reply fits.
    NOT_UNDERSTOOD,
    /// The AI owed an answer and gave none.
    AI_FAILED,
    /// The customer wrote outside opening hours.
    AWAY,
    /// A person snoozed the chat until now.
    DUE,
    /// The message came too late for an automatic answer.
    LATE,
    /// The bot and the customer's automatic answers went on too long.
    LOOP;

    /// Whether such chats come after all others in the queue: after an outage, today's customers
    /// are served first.
    public boolean isLast() {
      return this == LATE;
    }
  }

  public Waiting {
    Required.value("Waiting", "reasons", reasons);
    Required.value("Waiting", "since", since);
    Required.text("Waiting", "latestId", latestId);
    Required.value("Waiting", "latestAt", latestAt);
    reasons = List.copyOf(new TreeSet<>(reasons));
    Required.value("Waiting", "reasons", reasons.isEmpty() ? null : reasons);
  }

  public static Waiting of(Reason reason, Instant since, String latestId, Instant latestAt) {
    return new Waiting(List.of(reason), since, latestId, latestAt);
  }

  /// The reason to show: the most important one.
  @JsonIgnore
  public Reason reason() {
    return reasons.getFirst();
  }

  /// Waits for what `later` waits for, too. `since` only moves back.
  public Waiting and(Waiting later) {
    Set<Reason> both = new TreeSet<>(reasons);
    both.addAll(later.reasons);
    return new Waiting(
        List.copyOf(both),
        later.since.isBefore(since) ? later.since : since,
        later.latestId,
        later.latestAt.isAfter(latestAt) ? later.latestAt : latestAt);
  }

  /// Null if no reason is left.
  public @Nullable Waiting without(Collection<Reason> ended) {
    List<Reason> left = reasons.stream().filter(reason -> !ended.contains(reason)).toList();
    return left.isEmpty() ? null : new Waiting(left, since, latestId, latestAt);
  }
}
