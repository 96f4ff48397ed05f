package id.balas.bot.week;

import id.balas.bot.teams.Agents;
import id.balas.bot.teams.Availability;
import id.balas.bot.teams.OpenPages;
import id.balas.bot.week.World.Crew;
import id.balas.events.ChatChanged;
import id.balas.events.ChatChanged.ChangedChat;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.PeopleCommand.Snooze;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The agents: they come and go by their [Shifts], see the chats as `chat-changes` shows them, and
/// act on one chat after another.
final class Staff {

  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration RENEW = Duration.ofMinutes(1);
  private static final Duration DONE_AFTER = Duration.ofMinutes(10);
  private static final String NOTHING = "none";

  private final World world;
  private final Agenda agenda;
  private final Customers customers;
  private final Consumer<ChatCommand> log;
  private final Agents availability;
  private final OpenPages pages;
  private final JdbcClient jdbc;
  private final Random random;
  private final Map<String, Agent> agents = new LinkedHashMap<>();
  private final Map<ChatKey, ChangedChat> known = new HashMap<>();
  private final Map<String, LinkedHashMap<ChatKey, Waiting>> queues = new HashMap<>();
  private long number;

  private static final class Agent {

    private final Crew crew;
    private final Shifts shifts;
    private final UUID page;
    private final Map<ChatKey, Waiting> waiting = new LinkedHashMap<>();
    private final Map<ChatKey, Instant> quiet = new LinkedHashMap<>();
    private Instant busyUntil = Instant.MIN;
    private Instant leaseUntil = Instant.EPOCH;
    private boolean wants;
    private boolean isGone;
    private long workedSteps;

    Agent(Crew crew, Shifts shifts) {
      this.crew = crew;
      this.shifts = shifts;
      this.page = UUID.nameUUIDFromBytes(shifts.agent().getBytes(StandardCharsets.UTF_8));
    }
  }

  Staff(
      World world, Agenda agenda, Customers customers, Consumer<ChatCommand> log, SteppedBot bot) {
    this.world = world;
    this.agenda = agenda;
    this.customers = customers;
    this.log = log;
    this.availability = bot.bean(Agents.class);
    this.pages = bot.bean(OpenPages.class);
    this.jdbc = bot.bean(JdbcClient.class);
    this.random = new Random(world.seed() + 2);
    for (Crew crew : world.teams()) {
      queues.put(crew.name(), new LinkedHashMap<>());
      for (int i = 0; i < crew.agents().size(); i++) {
        Shifts shifts = Shifts.of(world, crew, i);
        agents.put(shifts.agent(), new Agent(crew, shifts));
      }
    }
  }

  /// All users, as auth-service would send them.
  void hire(int capacity) {
    for (String agent : agents.keySet()) {
      jdbc.sql(
              "INSERT INTO bot.users (username, name, role, gone, seq) VALUES (?, ?, 'karyawan', false, 1)")
          .params(agent, agent)
          .update();
      availability.setCapacity(agent, capacity);
      availability.setAvailability(agent, Availability.AWAY);
    }
  }

  /// Those of the team who want chats and have a page, or had one two minutes ago.
  List<String> availableOf(Crew crew, Instant now) {
    return crew.agents().stream()
        .filter(name -> {
          Agent agent = agent(name);
          return agent.wants && !agent.isGone && agent.leaseUntil.isAfter(now);
        })
        .toList();
  }

  /// In which share of the simulated time the agent was available.
  long workedSteps(String name) {
    return agent(name).workedSteps;
  }

  boolean isGone(String name, Instant at) {
    return agent(name).shifts.isGone(at);
  }

  private Agent agent(String name) {
    return Objects.requireNonNull(agents.get(name));
  }

  void see(ChatChanged change) {
    ChatKey chat = change.chat();
    ChangedChat before = known.put(chat, change.after());
    if (before != null) {
      forget(chat, before);
    }
    ChangedChat after = change.after();
    Agent owner = after.assignee() == null ? null : agents.get(after.assignee());
    boolean isShown = after.waiting() != null && after.snoozedUntil() == null;
    if (owner != null && isShown) {
      owner.waiting.put(chat, after.waiting());
    } else if (owner != null && after.snoozedUntil() == null) {
      owner.quiet.put(chat, change.at());
    } else if (owner == null && isShown) {
      queue(chat, after).put(chat, after.waiting());
    }
  }

  private void forget(ChatKey chat, ChangedChat before) {
    Agent owner = before.assignee() == null ? null : agents.get(before.assignee());
    if (owner != null) {
      owner.waiting.remove(chat);
      owner.quiet.remove(chat);
    } else {
      queue(chat, before).remove(chat);
    }
  }

  private Map<ChatKey, Waiting> queue(ChatKey chat, ChangedChat seen) {
    return Objects.requireNonNull(queues.get(world.teamOf(chat.channel(), seen.team()).name()));
  }

  void work(Instant now) {
    for (Agent agent : agents.values()) {
      comeAndGo(agent, now);
      if (agent.wants && !agent.isGone && agent.leaseUntil.isAfter(now)) {
        agent.workedSteps++;
      }
      if (agent.shifts.worksAt(now) && !agent.busyUntil.isAfter(now)) {
        act(agent, now);
      }
    }
  }

  private void comeAndGo(Agent agent, Instant now) {
    String name = agent.shifts.agent();
    if (!agent.isGone && agent.shifts.isGone(now)) {
      agent.isGone = true;
      jdbc.sql("UPDATE bot.users SET gone = true, seq = 2 WHERE username = ?").param(name).update();
    }
    boolean wants = agent.shifts.wantsChats(now);
    if (wants != agent.wants) {
      agent.wants = wants;
      availability.setAvailability(name, wants ? Availability.AVAILABLE : Availability.AWAY);
    }
    if (agent.shifts.hasPage(now) && !agent.leaseUntil.minus(RENEW).isAfter(now)) {
      pages.renew(agent.page, name);
      agent.leaseUntil = now.plus(LEASE);
    }
  }

  private void act(Agent agent, Instant now) {
    ChatKey chat = oldest(agent.waiting);
    if (chat != null) {
      answer(agent, chat, now);
      return;
    }
    ChatKey done = done(agent, now);
    if (done != null) {
      resolve(agent, done, NOTHING, now);
      agent.busyUntil = now.plusSeconds(10);
      return;
    }
    ChatKey next = agent.crew.automatic() ? null : oldest(queueOf(agent.crew));
    if (next != null) {
      String name = agent.shifts.agent();
      log.accept(
          new Assign(id(), next.channel(), next.chatId(), user(name), now, name, now.plus(LEASE)));
      agent.busyUntil = now.plusSeconds(10);
    }
  }

  private Map<ChatKey, Waiting> queueOf(Crew crew) {
    return Objects.requireNonNull(queues.get(crew.name()));
  }

  private static @Nullable ChatKey oldest(Map<ChatKey, Waiting> chats) {
    ChatKey found = null;
    Instant since = Instant.MAX;
    for (var chat : chats.entrySet()) {
      if (chat.getValue().since().isBefore(since)) {
        since = chat.getValue().since();
        found = chat.getKey();
      }
    }
    return found;
  }

  private static @Nullable ChatKey done(Agent agent, Instant now) {
    for (var chat : agent.quiet.entrySet()) {
      if (chat.getValue().plus(DONE_AFTER).isBefore(now)) {
        return chat.getKey();
      }
    }
    return null;
  }

  private void answer(Agent agent, ChatKey chat, Instant now) {
    String name = agent.shifts.agent();
    String seen = Objects.requireNonNull(agent.waiting.get(chat)).latestId();
    int luck = random.nextInt(100);
    if (luck < 3) {
      Instant until = now.plus(Duration.ofMinutes(20 + random.nextInt(100)));
      log.accept(
          new Snooze(
              id(), chat.channel(), chat.chatId(), user(name), now, until, now.plus(LEASE), seen));
    } else if (luck < 6) {
      List<Crew> others = new ArrayList<>(world.teams());
      others.remove(agent.crew);
      String team = others.get(random.nextInt(others.size())).name();
      log.accept(
          new Transfer(
              id(),
              chat.channel(),
              chat.chatId(),
              user(name),
              now,
              null,
              team,
              now.plus(LEASE),
              null));
    } else if (luck < 8) {
      log.accept(
          new Unassign(
              id(), chat.channel(), chat.chatId(), user(name), now, now.plus(LEASE), seen));
    } else if (luck < 11) {
      customers.byPhone(chat, now);
      customers.answered(chat, now);
    } else {
      log.accept(
          new Reply(
              id(),
              chat.channel(),
              chat.chatId(),
              user(name),
              now,
              new Content.Text("Baik, kami cek dahulu."),
              null,
              now.plus(LEASE),
              seen));
      customers.answered(chat, now);
      if (random.nextInt(100) < 70) {
        Instant later = now.plusSeconds(25 + random.nextInt(30));
        agenda.at(later, () -> resolve(agent, chat, NOTHING, later));
      }
    }
    agent.busyUntil = now.plusSeconds(25 + random.nextInt(50));
  }

  private void resolve(Agent agent, ChatKey chat, String seen, Instant now) {
    log.accept(
        new Resolve(
            id(),
            chat.channel(),
            chat.chatId(),
            user(agent.shifts.agent()),
            now,
            now.plus(LEASE),
            seen,
            asksRating(chat)));
  }

  private boolean asksRating(ChatKey chat) {
    ChangedChat seen = known.get(chat);
    return world.teamOf(chat.channel(), seen == null ? null : seen.team()).asksRating();
  }

  private static Issuer user(String name) {
    return Issuer.user(name, "karyawan");
  }

  private String id() {
    return "act" + number++;
  }
}
