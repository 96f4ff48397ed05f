package id.balas.bot.week;

import id.balas.bot.answers.AnswerBookCache;
import id.balas.bot.answers.OpeningHours;
import id.balas.bot.answers.book.Hours;
import id.balas.bot.answers.book.Span;
import id.balas.bot.reports.Reports;
import id.balas.bot.teams.Targets;
import id.balas.bot.teams.Team;
import id.balas.bot.teams.Teams;
import id.balas.bot.week.ExpectedChat.Evidence;
import id.balas.bot.week.World.Crew;
import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatChanged;
import id.balas.events.ChatInput;
import id.balas.events.ChatState;
import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Runs the shipped bot-service through a simulated time: customers, agents, the provider and the
/// AI act, the timers and the desk clock run, and the [Judge] compares.
public final class Week implements AutoCloseable {

  private static final int BATCH = 500;
  private static final Duration REPORTS_ARE_FINAL = Duration.ofMinutes(12);
  private static final Set<String> HISTORY =
      Set.of(Topics.CHAT_INPUTS, Topics.OUTBOUND_MESSAGES, Topics.MESSAGE_STATUSES);
  private static final Set<String> REPORTS =
      Set.of(
          Topics.CHAT_INPUTS,
          Topics.CHAT_CHANGES,
          Topics.OUTBOUND_MESSAGES,
          Topics.MESSAGE_STATUSES);
  private static final String OUTCOMES =
      """
      SELECT found.cause_id, found.chat_id, found.outcome
      FROM unnest(?::text[], ?::text[]) AS wanted (channel, id)
      JOIN bot.decisions AS found ON found.channel = wanted.channel AND found.cause_id = wanted.id
      """;

  /// `flaws` is empty if all is as expected.
  public record Verdict(List<String> flaws, String summary, Duration took) {}

  private final World world;
  private final Agenda agenda = new Agenda();
  private final SteppedBot bot;
  private final JdbcClient jdbc;
  private final Customers customers;
  private final Provider provider;
  private final Staff staff;
  private final Judge judge;
  private final List<ConsumerRecord<String, byte[]>> published = new ArrayList<>();

  Week(World world) {
    this.world = world;
    this.bot = new SteppedBot(world.start(), world.step());
    this.jdbc = bot.bean(JdbcClient.class);
    this.customers = new Customers(world, agenda, bot.log()::publish);
    this.provider = new Provider(world, agenda, bot.log()::publish);
    this.staff = new Staff(world, agenda, customers, bot.log()::publish, bot);
    this.judge = new Judge(world, staff);
  }

  /// The seed of the first of these days that finds a flaw. [Weeks] calls it with a changed class.
  public static OptionalLong firstFlaw(long from, long count) {
    Thread.currentThread().setContextClassLoader(Week.class.getClassLoader());
    for (long seed = from; seed < from + count; seed++) {
      try (var week = new Week(World.day(seed, 500))) {
        List<String> flaws = week.run().flaws();
        if (!flaws.isEmpty()) {
          IO.println("  " + flaws.getFirst());
          return OptionalLong.of(seed);
        }
      }
    }
    return OptionalLong.empty();
  }

  Verdict run() {
    long begun = System.nanoTime();
    prepare();
    customers.plan();
    Instant now = world.start();
    while (now.isBefore(world.end())) {
      now = now.plus(world.step());
      bot.moveTo(now);
      agenda.runUntil(now);
      settle(now);
      staff.work(now);
      settle(now);
      judge.plans();
      bot.runTimers();
      settle(now);
      project();
      judge.quiet(now);
    }
    bot.moveTo(now.plus(REPORTS_ARE_FINAL));
    bot.calculateReports();
    List<String> flaws = judge.end(jdbc, bot.bean(Reports.class), now);
    return new Verdict(flaws, judge.summary(), Duration.ofNanos(System.nanoTime() - begun));
  }

  private void prepare() {
    bot.bean(OpeningHours.class).replace(hours(world.desk()), "week");
    bot.bean(AnswerBookCache.class).get();
    for (Crew crew : world.teams()) {
      bot.bean(Teams.class)
          .add(
              new Team(
                  crew.name(),
                  crew.automatic() ? Team.Assignment.AUTOMATIC : Team.Assignment.MANUAL,
                  crew.agents(),
                  List.of(crew.channel()),
                  crew.usesDeskHours() ? null : hours(crew.calendar()),
                  new Targets(crew.firstAnswer(), crew.nextAnswer(), crew.resolution()),
                  crew.asksRating()),
              "week");
    }
    staff.hire(Judge.capacity());
  }

  private static Hours hours(WorkCalendar calendar) {
    List<Span> week =
        calendar.week.entrySet().stream()
            .flatMap(day ->
                day.getValue().stream()
                    .map(times -> new Span(day.getKey(), times.from(), times.until())))
            .toList();
    List<Hours.Holiday> holidays =
        calendar.holidays.entrySet().stream()
            .map(day ->
                new Hours.Holiday(
                    day.getKey(),
                    "Libur",
                    day.getValue().stream()
                        .map(times -> new Hours.Times(times.from(), times.until()))
                        .toList()))
            .toList();
    return new Hours(calendar.zone.getId(), week, holidays, Duration.ofHours(8));
  }

  // The records may lead to others, such as the command that stops a loop.
  private void settle(Instant now) {
    List<ConsumerRecord<String, byte[]>> records = bot.log().take();
    while (!records.isEmpty()) {
      published.addAll(records);
      records.stream()
          .filter(record -> record.topic().equals(Topics.MESSAGE_STATUSES))
          .forEach(this::accepted);
      List<ConsumerRecord<String, byte[]>> inputs = of(records, Topics.CHAT_INPUTS);
      for (int from = 0; from < inputs.size(); from += BATCH) {
        decide(inputs.subList(from, Math.min(inputs.size(), from + BATCH)), now);
      }
      records = bot.log().take();
    }
  }

  private void accepted(ConsumerRecord<String, byte[]> record) {
    MessageStatus status = EventJson.read(record.value(), MessageStatus.class);
    if (status.status() == MessageStatus.Status.ACCEPTED) {
      judge.accepted(
          new ChatKey(status.channel(), Objects.requireNonNull(status.chatId())),
          Objects.requireNonNull(status.outboundId()),
          status.at());
    }
  }

  private static boolean isInput(ConsumerRecord<String, byte[]> record) {
    return record.topic().equals(Topics.CHAT_INPUTS);
  }

  // The history and the facts of reports read all topics, in a batch of their own.
  private void project() {
    if (!published.isEmpty()) {
      bot.read("bot-history", of(published, HISTORY));
      bot.read("bot-reports", of(published, REPORTS));
      published.clear();
    }
  }

  private static List<ConsumerRecord<String, byte[]>> of(
      List<ConsumerRecord<String, byte[]>> records, Set<String> topics) {
    return records.stream().filter(record -> topics.contains(record.topic())).toList();
  }

  private static List<ConsumerRecord<String, byte[]>> of(
      List<ConsumerRecord<String, byte[]>> records, String topic) {
    return records.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  private void decide(List<ConsumerRecord<String, byte[]>> batch, Instant now) {
    bot.read("bot-decisions", batch);
    List<ChatInput> inputs =
        batch.stream().map(record -> EventJson.read(record.value(), ChatInput.class)).toList();
    List<ConsumerRecord<String, byte[]>> results = bot.log().take();
    published.addAll(results.stream().filter(record -> !isInput(record)).toList());
    List<ConsumerRecord<String, byte[]>> changes = of(results, Topics.CHAT_CHANGES);
    if (!changes.isEmpty()) {
      bot.read("bot-conversations", changes);
    }
    Map<String, String> outcomes = outcomes(inputs);
    Map<String, List<OutboundMessage>> sent = new HashMap<>();
    Map<String, ReplyRequest> asked = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : results) {
      see(record, sent, asked, now);
    }
    for (ChatInput input : inputs) {
      String cause = cause(input.chat(), input.causeId());
      boolean asksAi = asked.containsKey(cause);
      String outcome = outcomes.getOrDefault(cause, "");
      List<OutboundMessage> messages = sent.getOrDefault(cause, List.of());
      if (input instanceof Resolve && !messages.isEmpty()) {
        customers.askedForRating(input.chat(), now);
      }
      judge.decided(
          input,
          new Evidence(
              outcome.equals("DONE"), outcome.equals("HANDED_OFF") && !asksAi, asksAi, messages),
          now);
    }
  }

  private void see(
      ConsumerRecord<String, byte[]> record,
      Map<String, List<OutboundMessage>> sent,
      Map<String, ReplyRequest> asked,
      Instant now) {
    switch (EventJson.read(record.value(), WireRecord.class)) {
      case OutboundMessage message -> {
        sent.computeIfAbsent(cause(message.chat(), message.causeId()), _ -> new ArrayList<>())
            .add(message);
        provider.send(message, now);
      }
      case ReplyRequest request -> {
        asked.put(
            cause(new ChatKey(request.channel(), request.chatId()), request.causeId()), request);
        judge.asked(request.id(), request.causeId());
        provider.ask(request, now);
      }
      case ChatChanged change -> {
        judge.show(change);
        staff.see(change);
      }
      case ChatState state -> provider.epoch(state.key(), state.epoch());
      case ChatInput _ -> bot.log().append(again(record));
      default -> {}
    }
  }

  private static ProducerRecord<String, byte[]> again(ConsumerRecord<String, byte[]> record) {
    return new ProducerRecord<>(
        record.topic(), null, record.key(), record.value(), record.headers());
  }

  private Map<String, String> outcomes(List<ChatInput> inputs) {
    Map<String, String> outcomes = new HashMap<>();
    jdbc.sql(OUTCOMES)
        .params(
            inputs.stream().map(ChatInput::channel).toArray(String[]::new),
            inputs.stream().map(ChatInput::causeId).toArray(String[]::new))
        .query(row -> {
          outcomes.put(
              row.getString("chat_id") + " " + row.getString("cause_id"), row.getString("outcome"));
        });
    return outcomes;
  }

  private static String cause(ChatKey chat, String id) {
    return chat.chatId() + " " + id;
  }

  @Override
  public void close() {
    bot.close();
  }
}
