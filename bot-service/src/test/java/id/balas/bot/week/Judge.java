package id.balas.bot.week;

import id.balas.bot.reports.Reports;
import id.balas.bot.week.ExpectedChat.Evidence;
import id.balas.bot.week.ExpectedChat.Matter;
import id.balas.bot.week.World.Crew;
import id.balas.events.ChatChanged;
import id.balas.events.ChatChanged.ChangedChat;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatInput;
import id.balas.events.PeopleCommand.ReportMissedTargets;
import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import id.balas.events.value.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Compares what the bot did with what is expected. Reads its records, and its tables at the end.
final class Judge {

  private static final double MOST_OF_MEAN = 1.2;
  private static final Duration NOTICES = Duration.ofMinutes(15);
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(15);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(30);
  private static final int CAPACITY = 25;

  private final World world;
  private final Staff staff;
  private final Map<ChatKey, ExpectedChat> chats = new HashMap<>();
  private final Map<ChatKey, ChatFacts> facts = new HashMap<>();
  private final Map<ChatKey, ChangedChat> shown = new HashMap<>();
  private final Map<String, String> askedBy = new HashMap<>();
  private final Map<String, Integer> load = new HashMap<>();
  private final Map<String, Integer> planned = new HashMap<>();
  private final Map<String, Integer> assigned = new HashMap<>();
  private final Set<ChatKey> touched = new LinkedHashSet<>();
  private final ExpectedTargets targets;
  private final Flaws flaws = new Flaws();
  private Instant lastNotice = Instant.EPOCH;
  private long reported;
  private long inputs;

  Judge(World world, Staff staff) {
    this.world = world;
    this.staff = staff;
    this.targets = new ExpectedTargets(Duration.ofSeconds(30).plus(world.step().multipliedBy(3)));
  }

  static int capacity() {
    return CAPACITY;
  }

  void asked(String requestId, String causeId) {
    askedBy.put(requestId, causeId);
  }

  /// The desk clock looks now. It can't know which snoozes end at the same time.
  void plans() {
    planned.clear();
    planned.putAll(load);
  }

  /// The provider accepted this message of the chat.
  void accepted(ChatKey chat, String outboundId, Instant at) {
    ChatFacts known = facts.get(chat);
    if (known != null) {
      known.answer(outboundId).acceptedAt = at;
    }
  }

  void show(ChatChanged change) {
    shown.put(change.chat(), change.after());
  }

  void decided(ChatInput input, Evidence evidence, Instant now) {
    inputs++;
    if (input instanceof ReportMissedTargets report) {
      reportedTo(report, evidence, now);
      return;
    }
    if (input instanceof TargetMissed missed) {
      targets.recorded(missed, now);
    }
    ExpectedChat chat = chats.computeIfAbsent(input.chat(), ExpectedChat::new);
    boolean wasLoad = chat.isLoad();
    String owner = chat.assignee;
    chat.decided(input, evidence, askedBy, now);
    if (wasLoad && owner != null) {
      load.merge(owner, -1, Integer::sum);
    }
    if (input instanceof Assign assign && assign.issuedBy().kind() == Issuer.Kind.SYSTEM) {
      if (evidence.isDone()) {
        isFair(chat, assign, now);
      }
      planned.merge(assign.assignee(), 1, Integer::sum);
    }
    if (chat.isLoad() && chat.assignee != null) {
      load.merge(chat.assignee, 1, Integer::sum);
    }
    Crew crew = world.teamOf(chat.key.channel(), chat.team);
    facts.computeIfAbsent(chat.key, _ -> new ChatFacts()).decided(chat, crew, input, evidence, now);
    targets.changed(chat.key, crew, chat.running(crew), now);
    touched.add(chat.key);
  }

  // The chosen one has the fewest chats, or at most 20 % more than the mean.
  private void isFair(ExpectedChat chat, Assign assign, Instant now) {
    Crew crew = world.teamOf(chat.key.channel(), chat.team);
    assigned.merge(assign.assignee(), 1, Integer::sum);
    List<String> available = staff.availableOf(crew, now);
    if (!available.contains(assign.assignee())) {
      flaws.add(
          "unavailable", "%s got a chat while unavailable at %s".formatted(assign.assignee(), now));
      return;
    }
    int own = planned.getOrDefault(assign.assignee(), 0);
    int fewest = available.stream().mapToInt(it -> planned.getOrDefault(it, 0)).min().orElse(0);
    double sum = available.stream().mapToInt(it -> planned.getOrDefault(it, 0)).sum() + 1.0;
    if (own + 1 > Math.max(fewest + 1, MOST_OF_MEAN * sum / available.size())) {
      flaws.add(
          "share",
          "%s got chat %d, the mean is %.1f and the fewest %d, at %s"
              .formatted(assign.assignee(), own + 1, sum / available.size(), fewest, now));
    }
    if (own >= CAPACITY) {
      flaws.add(
          "capacity", "%s got a chat over the capacity at %s".formatted(assign.assignee(), now));
    }
  }

  private void reportedTo(ReportMissedTargets report, Evidence evidence, Instant now) {
    if (evidence.isDone() && lastNotice.plus(NOTICES).isAfter(now)) {
      flaws.add("notice", "two notices to an admin within 15 minutes, at " + now);
    }
    lastNotice = now;
    reported += report.missed();
  }

  /// All records are processed: each chat waits exactly if it needs a person.
  void quiet(Instant now) {
    for (ChatKey key : touched) {
      ExpectedChat chat = expected(key);
      ChangedChat seen = shown.get(key);
      Waiting waiting = seen == null ? null : seen.waiting();
      if (chat.needsPerson() != (waiting != null)) {
        flaws.add("waiting", "at " + now + " waits for " + waiting + ": " + chat);
      } else if (waiting != null && !waiting.since().equals(chat.since())) {
        flaws.add("waiting", "at " + now + " waits since " + waiting.since() + ": " + chat);
      }
    }
    touched.clear();
    if (now.getEpochSecond() % LOOK_EVERY.toSeconds() < world.step().toSeconds()) {
      chats.values().forEach(chat -> timers(chat, now));
    }
  }

  private void timers(ExpectedChat chat, Instant now) {
    Instant overdue = chat.overdue(ANSWER_WITHIN);
    if (overdue != null && overdue.plus(world.step().multipliedBy(3)).isBefore(now)) {
      flaws.add("timer", "at " + now + " nothing has happened since " + overdue + ": " + chat);
    }
    if (chat.assignee != null && staff.isGone(chat.assignee, now.minus(LOOK_EVERY))) {
      flaws.add("gone", "at " + now + " " + chat.assignee + " is gone and has " + chat);
    }
  }

  private ExpectedChat expected(ChatKey key) {
    return Objects.requireNonNull(chats.get(key));
  }

  /// What is wrong at the end, empty if nothing is.
  List<String> end(JdbcClient jdbc, Reports reports, Instant now) {
    waitingChats(jdbc, now);
    conversations(jdbc, now);
    targets.flaws(now).forEach(it -> flaws.add("target", it));
    if (reported > targets.count()) {
      flaws.add(
          "notice",
          "admins were notified of " + reported + " misses, recorded are " + targets.count());
    }
    var report = new ExpectedReport();
    facts.forEach((chat, its) ->
        report.add(chat.channel(), its, world.byChannel(chat.channel()), targets.of(chat)));
    report.flaws(reports).forEach(it -> flaws.add("report", it));
    return flaws.texts();
  }

  private void waitingChats(JdbcClient jdbc, Instant now) {
    Set<ChatKey> waiting = new LinkedHashSet<>();
    jdbc.sql("SELECT channel, chat_id FROM bot.chats WHERE waiting_since IS NOT NULL")
        .query((row, _) -> new ChatKey(row.getString(1), row.getString(2)))
        .list()
        .forEach(waiting::add);
    for (ExpectedChat chat : chats.values()) {
      if (chat.needsPerson() != waiting.contains(chat.key)) {
        flaws.add(
            "stored waiting", "at the end waits: " + waiting.contains(chat.key) + ", " + chat);
      }
      Matter matter = chat.matter();
      if (matter != null
          && matter.isOpen()
          && !chat.needsPerson()
          && chat.snoozedUntil == null
          && chat.lastMessageAt.plus(Duration.ofHours(25)).isBefore(now)) {
        flaws.add("conversation", "the conversation is still open: " + chat);
      }
    }
  }

  private record Stored(ChatKey chat, Instant openedAt, boolean isOpen, String resolvedBy) {}

  private void conversations(JdbcClient jdbc, Instant now) {
    Set<Stored> stored = new LinkedHashSet<>();
    jdbc.sql(
            "SELECT channel, chat_id, opened_at, status <> 'RESOLVED', coalesce(resolved_by, '') FROM bot.conversations")
        .query((row, _) ->
            new Stored(
                new ChatKey(row.getString(1), row.getString(2)),
                row.getTimestamp(3).toInstant(),
                row.getBoolean(4),
                row.getString(5)))
        .list()
        .forEach(stored::add);
    int expected = 0;
    for (ExpectedChat chat : chats.values()) {
      for (Matter matter : chat.matters) {
        expected++;
        String by = matter.resolvedBy == null ? "" : matter.resolvedBy;
        if (!stored.contains(new Stored(chat.key, matter.openedAt, matter.isOpen(), by))) {
          flaws.add(
              "conversation",
              "no conversation since %s, open %s, by \"%s\": %s"
                  .formatted(matter.openedAt, matter.isOpen(), by, chat));
        }
      }
    }
    if (expected != stored.size()) {
      flaws.add(
          "conversation",
          stored.size() + " conversations are stored at " + now + ", expected are " + expected);
    }
  }

  /// How many chats each agent of an automatic team got per hour, divided by the team's mean.
  Map<String, Double> shares() {
    Map<String, Double> shares = new TreeMap<>();
    for (Crew crew : world.teams()) {
      double all = crew.agents().stream().mapToInt(it -> assigned.getOrDefault(it, 0)).sum();
      double steps = crew.agents().stream().mapToLong(staff::workedSteps).sum();
      for (String agent : crew.agents()) {
        long own = staff.workedSteps(agent);
        if (crew.automatic() && own > 0 && all >= 10.0 * crew.agents().size()) {
          shares.put(agent, assigned.getOrDefault(agent, 0) / (double) own / (all / steps));
        }
      }
    }
    return shares;
  }

  String summary() {
    Collection<ExpectedChat> all = chats.values();
    return "%d inputs of %d chats, %d conversations, %d ratings, %d waiting at the end, %d missed targets (%d in notices), assigned %d, most per hour %.2f of the mean"
        .formatted(
            inputs,
            all.size(),
            all.stream().mapToInt(it -> it.matters.size()).sum(),
            all.stream().flatMap(it -> it.matters.stream()).filter(it -> it.stars > 0).count(),
            all.stream().filter(ExpectedChat::needsPerson).count(),
            targets.count(),
            reported,
            assigned.values().stream().mapToInt(Integer::intValue).sum(),
            shares().values().stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }
}
