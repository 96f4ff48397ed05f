package id.balas.bot.week;

import id.balas.bot.week.World.Crew;
import id.balas.events.PeopleCommand.Target;
import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.value.ChatKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which targets were missed, from the chats' needs and the [WorkCalendar]. The desk clock looks
/// now and then, so a target that was missed for less than `slack` may be recorded or not.
final class ExpectedTargets {

  record Miss(ChatKey chat, Target target, Instant since) {}

  private record Run(Crew crew, Instant since, Instant from) {}

  private final Duration slack;
  private final Map<ChatKey, Map<Target, Run>> running = new HashMap<>();
  private final Set<Miss> certain = new HashSet<>();
  private final Set<Miss> possible = new HashSet<>();
  private final Map<Miss, Instant> recorded = new HashMap<>();
  private final Map<ChatKey, List<Instant>> missedOf = new HashMap<>();
  private final List<String> flaws = new ArrayList<>();

  ExpectedTargets(Duration slack) {
    this.slack = slack;
  }

  /// The chat after an input that was decided `now`.
  void changed(ChatKey chat, Crew crew, Map<Target, Instant> wanted, Instant now) {
    Map<Target, Run> runs = running.computeIfAbsent(chat, _ -> new HashMap<>());
    for (Target target : Target.values()) {
      Run run = runs.get(target);
      Instant since = wanted.get(target);
      boolean goesOn = run != null && run.crew().equals(crew) && run.since().equals(since);
      if (run != null && !goesOn) {
        end(chat, target, run, now);
        runs.remove(target);
      }
      if (since != null && !goesOn) {
        runs.put(target, new Run(crew, since, now));
      }
    }
    if (runs.isEmpty()) {
      running.remove(chat);
    }
  }

  private void end(ChatKey chat, Target target, Run run, Instant now) {
    Instant missedAt = missedAt(target, run);
    if (missedAt == null || missedAt.isAfter(now)) {
      return;
    }
    var miss = new Miss(chat, target, run.since());
    if (missedAt.plus(slack).isAfter(now)) {
      possible.add(miss);
    } else {
      certain.add(miss);
    }
  }

  private static @Nullable Instant missedAt(Target target, Run run) {
    Duration limit =
        switch (target) {
          case FIRST_ANSWER -> run.crew().firstAnswer();
          case NEXT_ANSWER -> run.crew().nextAnswer();
          case RESOLUTION -> run.crew().resolution();
        };
    Instant deadline = run.crew().calendar().deadline(run.since(), Objects.requireNonNull(limit));
    return deadline != null && deadline.isBefore(run.from()) ? run.from() : deadline;
  }

  /// A miss that the bot recorded.
  void recorded(TargetMissed missed, Instant now) {
    var miss = new Miss(missed.chat(), missed.target(), missed.since());
    missedOf.computeIfAbsent(missed.chat(), _ -> new ArrayList<>()).add(missed.issuedAt());
    if (recorded.put(miss, now) != null) {
      flaws.add("recorded twice: " + miss);
    }
    Run run = running.getOrDefault(missed.chat(), Map.of()).get(missed.target());
    if (run == null || !run.since().equals(missed.since())) {
      if (!certain.contains(miss) && !possible.contains(miss)) {
        flaws.add("recorded at " + now + ", but not missed: " + miss);
      }
      return;
    }
    Instant missedAt = missedAt(missed.target(), run);
    if (missedAt == null || missedAt.isAfter(now)) {
      flaws.add("recorded at " + now + " before it was missed at " + missedAt + ": " + miss);
    }
  }

  /// Ends the simulation. Returns what is wrong.
  List<String> flaws(Instant now) {
    running.forEach((chat, runs) -> runs.forEach((target, run) -> end(chat, target, run, now)));
    running.clear();
    certain.stream()
        .filter(miss -> !recorded.containsKey(miss))
        .forEach(miss -> flaws.add("not recorded: " + miss));
    return flaws;
  }

  /// When targets of this chat were recorded as missed.
  List<Instant> of(ChatKey chat) {
    return missedOf.getOrDefault(chat, List.of());
  }

  int count() {
    return recorded.size();
  }
}
