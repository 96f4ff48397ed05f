package id.balas.bot.inbox;

import id.balas.bot.answers.HoursVersions;
import id.balas.bot.answers.book.WorkingTime;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.teams.Targets;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.TeamDirectory;
import id.balas.bot.teams.Teams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The team of a chat, and when the answer to a waiting chat is due by its targets. Teams and hours
/// are read again after some seconds, so a change shows at the next change of a chat.
@Component
class WaitTargets {

  private static final Duration READ_EVERY = Duration.ofSeconds(5);

  private final Teams teams;
  private final HoursVersions hours;
  private final Clock clock;
  private volatile @Nullable Snapshot latest;

  WaitTargets(Teams teams, HoursVersions hours, Clock clock) {
    this.teams = teams;
    this.hours = hours;
    this.clock = clock;
  }

  private record Snapshot(
      Instant readAt, TeamDirectory directory, Map<Long, WorkingTime> workingTimes) {}

  /// Null without a target, and while the chat is snoozed.
  @Nullable Instant dueAt(String channel, Handling handling, @Nullable Instant waitingSince) {
    if (waitingSince == null || handling.waiting() == null || handling.snoozedUntil() != null) {
      return null;
    }
    Snapshot now = snapshot();
    if (!now.directory().hasTargets()) {
      return null;
    }
    return now.directory()
        .teamOf(channel, handling.team())
        .flatMap(team -> due(team, handling.hasAnswer(), waitingSince, now))
        .orElse(null);
  }

  /// The present name of the team to which a chat was passed; that of a deleted team stays.
  @Nullable String teamName(Handling handling) {
    String team = handling.team();
    return team == null
        ? null
        : snapshot().directory().named(team).map(it -> it.team().name()).orElse(team);
  }

  private Optional<Instant> due(
      Stored team, boolean hasAnswer, Instant waitingSince, Snapshot now) {
    Targets targets = team.team().targets();
    Duration target = hasAnswer ? targets.nextAnswer() : targets.firstAnswer();
    return target == null
        ? Optional.empty()
        : now.workingTimes()
            .computeIfAbsent(team.id(), id -> hours.inForce(id, now.readAt()))
            .deadline(waitingSince, target);
  }

  private Snapshot snapshot() {
    Snapshot known = latest;
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.readAt().plus(READ_EVERY))) {
      return known;
    }
    var read = new Snapshot(now, new TeamDirectory(teams.all()), new ConcurrentHashMap<>());
    latest = read;
    return read;
  }
}
