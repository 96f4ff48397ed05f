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

  private final DeskChats chats;
  private final Teams teams;
  private final HoursVersions hours;
  private final CommandPublisher publisher;
  private final Escalation escalation;
  private final Duration every;
  private final Clock clock;
  // Ids that are decided, of targets that are still missed.
  private final Set<String> recorded = new HashSet<>();
  private Instant nextCheck = Instant.EPOCH;

  TargetWatch(
      DeskChats chats,
      Teams teams,
      HoursVersions hours,
      CommandPublisher publisher,
      Escalation escalation,
      DeskClockProperties settings,
      Clock clock) {
    this.chats = chats;
    this.teams = teams;
    this.hours = hours;
    this.publisher = publisher;
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
    List<TargetMissed> open =
        missed.stream().filter(it -> !recorded.contains(it.commandId())).toList();
    chats.decided(open).forEach(it -> recorded.add(it.commandId()));
    List<TargetMissed> published =
        publisher.publish(open.stream().filter(it -> !recorded.contains(it.commandId())).toList());
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
    chats.forEachOpen(chat ->
        chat.teamIn(directory)
            .ifPresent(team ->
                missed.addAll(
                    byTeam.computeIfAbsent(team.id(), _ -> targetsOf(team, now)).of(chat))));
    return missed;
  }

  private MissedTargets targetsOf(Stored team, Instant now) {
    return new MissedTargets(team.team().targets(), hours.inForce(team.id(), now), now);
  }
}
