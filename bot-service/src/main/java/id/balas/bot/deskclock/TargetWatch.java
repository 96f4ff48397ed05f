package id.balas.bot.deskclock;

import id.balas.bot.answers.HoursVersions;
import id.balas.bot.deskclock.MissedTargets.RunningTarget;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.TeamDirectory;
import id.balas.bot.teams.Teams;
import id.balas.events.PeopleCommand.TargetMissed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Records each missed target of an open chat once, and passes new ones on to the admins.
@Component
class TargetWatch {

  private static final Logger log = LoggerFactory.getLogger(TargetWatch.class);

  private final DeskChats chats;
  private final Teams teams;
  private final HoursVersions hours;
  private final DeskCommands commands;
  private final Escalation escalation;
  private final Duration every;
  private final Clock clock;
  // Their decisions are stored. They are missed for as long as they run.
  private final Set<RunningTarget> recorded = new HashSet<>();
  private Instant nextCheck = Instant.EPOCH;

  TargetWatch(
      DeskChats chats,
      Teams teams,
      HoursVersions hours,
      DeskCommands commands,
      Escalation escalation,
      DeskClockProperties settings,
      Clock clock) {
    this.chats = chats;
    this.teams = teams;
    this.hours = hours;
    this.commands = commands;
    this.escalation = escalation;
    this.every = settings.targetsEvery();
    this.clock = clock;
  }

  void check() {
    Instant now = clock.instant();
    if (now.isBefore(nextCheck)) {
      return;
    }
    nextCheck = now.plus(every);
    Map<RunningTarget, TargetMissed> missed = missed(new TeamDirectory(teams.all()), now);
    Set<String> decided =
        commands.decided(missed.values()).stream()
            .map(TargetMissed::commandId)
            .collect(Collectors.toSet());
    missed.forEach((target, command) -> {
      if (decided.contains(command.commandId())) {
        recorded.add(target);
      }
    });
    missed.keySet().removeAll(recorded);
    List<TargetMissed> published = commands.publish(missed.values());
    if (!published.isEmpty()) {
      log.info("Recorded {} missed targets", published.size());
    }
    escalation.report(published, now);
  }

  /// Those that are not recorded.
  private Map<RunningTarget, TargetMissed> missed(TeamDirectory directory, Instant now) {
    Map<RunningTarget, TargetMissed> missed = new HashMap<>();
    if (!directory.hasTargets()) {
      return missed;
    }
    Map<Long, MissedTargets> byTeam = new HashMap<>();
    Set<RunningTarget> running = chats.openTargets();
    recorded.retainAll(running);
    for (RunningTarget target : running) {
      if (!recorded.contains(target)) {
        directory
            .teamOf(target.chat().channel(), target.team())
            .map(team -> byTeam.computeIfAbsent(team.id(), _ -> targetsOf(team, now)))
            .filter(targets -> targets.isMissed(target))
            .ifPresent(targets -> missed.put(target, targets.command(target)));
      }
    }
    return missed;
  }

  private MissedTargets targetsOf(Stored team, Instant now) {
    return new MissedTargets(team.team().targets(), hours.inForce(team.id(), now), now);
  }
}
