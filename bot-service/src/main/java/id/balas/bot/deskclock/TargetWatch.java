package id.balas.bot.deskclock;

import id.balas.bot.answers.HoursVersions;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.TeamDirectory;
import id.balas.bot.teams.Teams;
import id.balas.events.PeopleCommand.TargetMissed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Records each missed target of an open chat once, and passes new ones on to the admins.
@Component
class TargetWatch {

  private static final Logger log = LoggerFactory.getLogger(TargetWatch.class);

  private final OpenTargets open;
  private final Teams teams;
  private final HoursVersions hours;
  private final DeskCommands commands;
  private final Escalation escalation;
  private final Duration every;
  private final Clock clock;
  // Ids that are decided, of targets that are still missed.
  private final Set<String> recorded = new HashSet<>();
  private Instant nextCheck = Instant.EPOCH;

  TargetWatch(
      OpenTargets open,
      Teams teams,
      HoursVersions hours,
      DeskCommands commands,
      Escalation escalation,
      DeskClockProperties settings,
      Clock clock) {
    this.open = open;
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
    List<TargetMissed> missed = missed(new TeamDirectory(teams.all()), now);
    recorded.retainAll(missed.stream().map(TargetMissed::commandId).toList());
    List<TargetMissed> undecided =
        missed.stream().filter(it -> !recorded.contains(it.commandId())).toList();
    commands.decided(undecided).forEach(it -> recorded.add(it.commandId()));
    List<TargetMissed> published =
        commands.publish(
            undecided.stream().filter(it -> !recorded.contains(it.commandId())).toList());
    if (!published.isEmpty()) {
      log.info("Recorded {} missed targets", published.size());
    }
    escalation.report(published, now);
  }

  private List<TargetMissed> missed(TeamDirectory directory, Instant now) {
    if (!directory.hasTargets()) {
      return List.of();
    }
    Map<Long, MissedTargets> byTeam = new HashMap<>();
    List<TargetMissed> missed = new ArrayList<>();
    for (RunningTargets chat : open.all()) {
      directory
          .teamOf(chat.chat().channel(), chat.team())
          .map(team -> byTeam.computeIfAbsent(team.id(), _ -> targetsOf(team, now)))
          .ifPresent(targets -> missed.addAll(targets.of(chat)));
    }
    return missed;
  }

  private MissedTargets targetsOf(Stored team, Instant now) {
    return new MissedTargets(team.team().targets(), hours.inForce(team.id(), now), now);
  }
}
