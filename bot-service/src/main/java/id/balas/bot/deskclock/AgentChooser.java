package id.balas.bot.deskclock;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses who gets a waiting chat: the agent who had it last, else the one with the fewest chats,
/// then the one who has got none for the longest time. The last agent is passed over if that would
/// give them over 20 % more than the mean, so that popular agents do not get everything.
final class AgentChooser {

  private static final double MOST_OF_MEAN = 1.2;

  private static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::load)
          .thenComparing(Candidate::assignedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Candidate::username);

  /// An available member of the team. `load` includes assignments that are not decided yet.
  record Candidate(String username, int load, int capacity, @Nullable Instant assignedAt) {

    Candidate withOneMore(Instant now) {
      return new Candidate(username, load + 1, capacity, now);
    }

    boolean hasRoom() {
      return room() > 0;
    }

    /// How many more chats the agent can take.
    int room() {
      return Math.max(0, capacity - load);
    }
  }

  private AgentChooser() {}

  /// `lastAgent` is null if no agent had the chat within a day. Empty if all are at their capacity.
  static Optional<Candidate> choose(@Nullable String lastAgent, Collection<Candidate> available) {
    List<Candidate> free = available.stream().filter(Candidate::hasRoom).sorted(ORDER).toList();
    if (free.isEmpty()) {
      return Optional.empty();
    }
    return free.stream()
        .filter(it -> it.username().equals(lastAgent) && isFair(it, free.getFirst(), available))
        .findFirst()
        .or(() -> Optional.of(free.getFirst()));
  }

  // Among few chats one more is over 20 %: allowed for all with the fewest.
  private static boolean isFair(Candidate last, Candidate fewest, Collection<Candidate> available) {
    double meanAfter =
        (available.stream().mapToInt(Candidate::load).sum() + 1.0) / available.size();
    return last.load() == fewest.load() || last.load() + 1 <= MOST_OF_MEAN * meanAfter;
  }
}
