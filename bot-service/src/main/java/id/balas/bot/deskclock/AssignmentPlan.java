package id.balas.bot.deskclock;

import id.balas.bot.deskclock.AgentChooser.Candidate;
import id.balas.bot.teams.Agent;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.TeamDirectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Distributes waiting chats among the available members of automatic teams.
final class AssignmentPlan {

  private final TeamDirectory teams;
  private final Map<String, Candidate> candidates = new HashMap<>();
  private final Instant now;

  /// A chat and who gets it.
  record Assignment(DeskChat chat, String username) {}

  /// `pending` are the agents of assignments that are not decided yet.
  AssignmentPlan(
      TeamDirectory teams, Collection<Agent> agents, Collection<String> pending, Instant now) {
    this.teams = teams;
    this.now = now;
    for (Agent agent : agents) {
      if (agent.isAvailable()) {
        candidates.put(
            agent.username(),
            new Candidate(agent.username(), agent.load(), agent.capacity(), agent.assignedAt()));
      }
    }
    for (String username : pending) {
      candidates.computeIfPresent(username, (_, it) -> it.withOneMore(now));
    }
  }

  /// The automatic teams whose available members can take chats, and how many.
  Map<Stored, Integer> room() {
    Map<Stored, Integer> room = new LinkedHashMap<>();
    for (Stored team : teams.automatic()) {
      int chats = availableOf(team).stream().mapToInt(Candidate::room).sum();
      if (chats > 0) {
        room.put(team, chats);
      }
    }
    return room;
  }

  /// In the order of the chats. A chat of a full team stays in the queue; others go on.
  List<Assignment> of(List<DeskChat> waiting) {
    List<Assignment> plan = new ArrayList<>();
    for (DeskChat chat : waiting) {
      chosen(chat)
          .ifPresent(agent -> {
            candidates.put(agent.username(), agent.withOneMore(now));
            plan.add(new Assignment(chat, agent.username()));
          });
    }
    return plan;
  }

  private Optional<Candidate> chosen(DeskChat chat) {
    return chat.teamIn(teams)
        .filter(TeamDirectory::isAutomatic)
        .flatMap(team -> AgentChooser.choose(chat.lastAgent(now), availableOf(team)));
  }

  private List<Candidate> availableOf(Stored team) {
    return team.team().members().stream().map(candidates::get).filter(Objects::nonNull).toList();
  }
}
