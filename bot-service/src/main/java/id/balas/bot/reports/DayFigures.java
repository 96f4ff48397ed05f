package id.balas.bot.reports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Adds up the facts of one day: in all, and for each team, agent, channel and label.
final class DayFigures {

  enum Count {
    CONVERSATIONS,
    MESSAGES,
    ENDED_BY_BOT,
    WAITS,
    MISSES,
    FAILURES,
    RATINGS,
    /// The sum of all ratings.
    STARS
  }

  /// Whose figures a fact belongs to. `agent` is null if no agent had the chat.
  record Owner(String channel, String team, @Nullable String agent, List<String> labels) {

    private List<Name> names() {
      List<Name> names = new ArrayList<>();
      names.add(new Name(Part.ALL, ""));
      names.add(new Name(Part.CHANNEL, channel));
      names.add(new Name(Part.TEAM, team));
      if (agent != null) {
        names.add(new Name(Part.AGENT, agent));
      }
      labels.forEach(label -> names.add(new Name(Part.LABEL, label)));
      return names;
    }
  }

  record Name(Part part, String name) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byPart = part.compareTo(other.part);
      return byPart != 0 ? byPart : name.compareTo(other.name);
    }
  }

  /// One name's figures of the day. `times` has how often each number of seconds occurred.
  record Figures(Map<Count, Long> counts, Map<Measure, Map<Integer, Long>> times) {
    long count(Count count) {
      return counts.getOrDefault(count, 0L);
    }
  }

  private final Map<Name, Figures> byName = new TreeMap<>();

  void add(Owner owner, Count count, long number) {
    if (number > 0) {
      owner.names().forEach(name -> figures(name).counts().merge(count, number, Long::sum));
    }
  }

  /// In whole seconds. A negative time, of two clocks, counts as zero.
  void add(Owner owner, Measure measure, Duration time) {
    int seconds = (int) Math.min(Integer.MAX_VALUE, Math.max(0, time.toSeconds()));
    owner
        .names()
        .forEach(name ->
            figures(name)
                .times()
                .computeIfAbsent(measure, _ -> new TreeMap<>())
                .merge(seconds, 1L, Long::sum));
  }

  private Figures figures(Name name) {
    return byName.computeIfAbsent(
        name, _ -> new Figures(new EnumMap<>(Count.class), new EnumMap<>(Measure.class)));
  }

  /// Sorted, so that lock order is consistent.
  Map<Name, Figures> all() {
    return byName;
  }
}
