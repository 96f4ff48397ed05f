package id.balas.bot.deskclock;

import id.balas.bot.deskclock.AssignmentPlan.Assignment;
import id.balas.bot.teams.Agents;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.TeamDirectory;
import id.balas.bot.teams.Teams;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Assigns the waiting chats of automatic teams. Each command names what the chat waits for: it is
/// refused if the chat has got a person or moved on. An undecided one counts as a chat of its
/// agent.
@Component
class Assigner {

  private static final Logger log = LoggerFactory.getLogger(Assigner.class);
  private static final int AT_ONCE = 500;
  private static final Comparator<DeskChat> QUEUE =
      Comparator.comparing((DeskChat chat) -> chat.waiting().reason().isLast())
          .thenComparingInt(chat -> chat.handling().queuePlace())
          .thenComparing(chat -> chat.waiting().since());
  private static final Duration NOT_AFTER = Duration.ofMinutes(2);

  private final DeskChats chats;
  private final Teams teams;
  private final Agents agents;
  private final DeskCommands commands;
  private final DeskMetrics metrics;
  private final TransactionTemplate snapshot;
  private final Clock clock;
  private final Map<ChatKey, Assign> pending = new HashMap<>();

  Assigner(
      DeskChats chats,
      Teams teams,
      Agents agents,
      DeskCommands commands,
      DeskMetrics metrics,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.chats = chats;
    this.teams = teams;
    this.agents = agents;
    this.commands = commands;
    this.metrics = metrics;
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setReadOnly(true);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.clock = clock;
  }

  void assign() {
    TeamDirectory directory = new TeamDirectory(teams.all());
    if (!directory.hasAutomatic()) {
      return;
    }
    Instant now = clock.instant();
    List<Assign> planned = Objects.requireNonNull(snapshot.execute(_ -> plan(directory, now)));
    commands.publish(planned);
    planned.forEach(command -> pending.put(command.chat(), command));
    if (!planned.isEmpty()) {
      agents.assigned(planned.stream().map(Assign::assignee).distinct().toList());
      metrics.assigned(planned.size());
      log.info("Assigned {} waiting chats", planned.size());
    }
  }

  // In one snapshot: an assignment that is decided between two of these reads would count twice, as
  // undecided and as a chat of its agent.
  private List<Assign> plan(TeamDirectory directory, Instant now) {
    forgetDecided(now);
    List<String> undecided = pending.values().stream().map(Assign::assignee).toList();
    var plan = new AssignmentPlan(directory, agents.all(), undecided, now);
    // For each team by itself: the long queue of one must not hide the chats of others.
    List<DeskChat> waiting =
        plan.room().entrySet().stream()
            .flatMap(team -> unassigned(directory, team.getKey(), team.getValue()))
            .sorted(QUEUE)
            .toList();
    return plan.of(waiting).stream().map(it -> command(it, now)).toList();
  }

  private Stream<DeskChat> unassigned(TeamDirectory directory, Stored team, int room) {
    int most = Math.min(room, AT_ONCE) + pending.size();
    return chats.unassigned(directory, team, most).stream()
        .filter(chat -> !pending.containsKey(chat.key()));
  }

  private void forgetDecided(Instant now) {
    pending.values().removeIf(it -> it.issuedAt().plus(NOT_AFTER).isBefore(now));
    pending.values().removeAll(commands.decided(pending.values()));
  }

  private static Assign command(Assignment assignment, Instant now) {
    ChatKey chat = assignment.chat().key();
    return new Assign(
        "assign-" + UUID.randomUUID(),
        chat.channel(),
        chat.chatId(),
        Issuer.system("assigner"),
        now,
        assignment.username(),
        now.plus(NOT_AFTER),
        assignment.chat().waiting().latestId());
  }
}
