package id.balas.bot.deskclock;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.decision.Chat;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.decision.people.Identity;
import id.balas.bot.deskclock.AssignmentPlan.Assignment;
import id.balas.bot.teams.Agent;
import id.balas.bot.teams.Availability;
import id.balas.bot.teams.Targets;
import id.balas.bot.teams.Team;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.TeamDirectory;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Mode;
import id.balas.events.value.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Team 1 is automatic and has the channel `default`; team 2 is automatic, team 3 is manual.
class AssignmentPlanTests {

  private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
  private static final TeamDirectory TEAMS =
      new TeamDirectory(
          List.of(
              team(1, Team.Assignment.AUTOMATIC, List.of("siti", "rudi"), List.of("default")),
              team(2, Team.Assignment.AUTOMATIC, List.of("dewi"), List.of()),
              team(3, Team.Assignment.MANUAL, List.of("siti"), List.of("manual"))));

  @Test
  void chatsGoToTheirTeamInOrder() {
    List<Assignment> plan =
        plan(List.of())
            .of(
                List.of(
                    chat("default", "1", null, null),
                    chat("default", "2", null, null),
                    chat("default", "3", "2", null),
                    chat("default", "4", "3", null),
                    chat("manual", "5", null, null),
                    chat("other", "6", null, null),
                    chat("default", "7", "99", null),
                    chat("other", "8", "Former 2", null)));
    assertThat(plan)
        .extracting(it -> it.chat().key().chatId() + " " + it.username())
        .containsExactly("1 rudi", "2 siti", "3 dewi", "7 rudi", "8 dewi");
  }

  @Test
  void undecidedAssignmentsCountAsChats() {
    assertThat(plan(List.of("rudi", "rudi")).of(List.of(chat("default", "1", null, null))))
        .extracting(Assignment::username)
        .containsExactly("siti");
  }

  @Test
  void unavailableAgentsGetNothing() {
    List<Agent> agents =
        List.of(
            agent("siti", Availability.AWAY, true, 10),
            agent("rudi", Availability.AVAILABLE, false, 10));
    assertThat(
            new AssignmentPlan(TEAMS, agents, List.of(), NOW)
                .of(List.of(chat("default", "1", null, null))))
        .isEmpty();
  }

  @Test
  void fullTeamKeepsTheRestInTheQueue() {
    List<Agent> agents = List.of(agent("siti", Availability.AVAILABLE, true, 3));
    List<DeskChat> waiting =
        IntStream.range(0, 10).mapToObj(it -> chat("default", "" + it, null, null)).toList();
    assertThat(new AssignmentPlan(TEAMS, agents, List.of(), NOW).of(waiting))
        .extracting(it -> it.chat().key().chatId())
        .containsExactly("0", "1", "2");
  }

  @Test
  void teamHasRoomWhileAMemberHas() {
    List<Agent> agents =
        List.of(
            agent("siti", Availability.AVAILABLE, true, 2),
            agent("rudi", Availability.AWAY, true, 10),
            agent("dewi", Availability.AVAILABLE, true, 1));
    assertThat(room(agents, List.of("siti"))).containsExactly("1 1", "2 1");
    assertThat(room(agents, List.of("siti", "siti"))).containsExactly("2 1");
  }

  private static List<String> room(List<Agent> agents, List<String> pending) {
    return new AssignmentPlan(TEAMS, agents, pending, NOW)
        .room().entrySet().stream()
            .map(team -> team.getKey().id() + " " + team.getValue())
            .toList();
  }

  @Test
  void lastAgentOfTheDayGetsTheChat() {
    assertThat(plan(List.of()).of(List.of(chat("default", "1", null, NOW.minusSeconds(60)))))
        .extracting(Assignment::username)
        .containsExactly("siti");
    Instant yesterday = NOW.minus(Duration.ofHours(25));
    assertThat(plan(List.of()).of(List.of(chat("default", "1", null, yesterday))))
        .extracting(Assignment::username)
        .containsExactly("rudi");
  }

  private static AssignmentPlan plan(List<String> pending) {
    List<Agent> agents =
        List.of(
            agent("siti", Availability.AVAILABLE, true, 10),
            agent("rudi", Availability.AVAILABLE, true, 10),
            agent("dewi", Availability.AVAILABLE, true, 10));
    return new AssignmentPlan(TEAMS, agents, pending, NOW);
  }

  private static Agent agent(
      String username, Availability availability, boolean hasOpenPage, int capacity) {
    return new Agent(
        username, username, "karyawan", availability, hasOpenPage, capacity, 0, null, List.of());
  }

  private static Stored team(
      long id, Team.Assignment assignment, List<String> members, List<String> channels) {
    var team = new Team("team " + id, assignment, members, channels, null, Targets.NONE, false);
    return new Stored(id, team, List.of("former " + id));
  }

  /// Siti had it last, at `wrote`.
  private static DeskChat chat(
      String channel, String chatId, @Nullable String team, @Nullable Instant wrote) {
    Waiting waiting = Waiting.of(Waiting.Reason.ASKED, NOW, "wamid-1", NOW);
    var conversation = new Conversation("c1", NOW, NOW, null, null, wrote == null ? null : "siti");
    return new DeskChat(
        new Chat(
            new ChatKey(channel, chatId),
            Mode.AGENT,
            1,
            null,
            null,
            null,
            List.of(),
            Identity.NONE,
            new Handling(team, waiting, null, null, wrote, null, conversation, null),
            1));
  }
}
