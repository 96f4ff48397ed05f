package id.balas.bot.week;

import id.balas.bot.reports.Measure;
import id.balas.bot.reports.Part;
import id.balas.bot.reports.Reports;
import id.balas.bot.reports.Reports.Percentiles;
import id.balas.bot.reports.Reports.Row;
import id.balas.bot.week.ChatFacts.Answer;
import id.balas.bot.week.ChatFacts.Owned;
import id.balas.bot.week.ChatFacts.Said;
import id.balas.bot.week.ChatFacts.Waited;
import id.balas.bot.week.World.Crew;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The figures of the reports, counted from the [ChatFacts] of all chats one by one.
final class ExpectedReport {

  private static final class Figures {
    long conversations;
    long messages;
    long endedByBot;
    long waits;
    long misses;
    long failures;
    long ratings;
    long stars;
    final Map<Measure, List<Integer>> times = new EnumMap<>(Measure.class);

    Row row(String name) {
      Map<Measure, Percentiles> percentiles = new EnumMap<>(Measure.class);
      times.forEach((measure, seconds) -> {
        Collections.sort(seconds);
        percentiles.put(
            measure, new Percentiles(seconds.size(), at(seconds, 0.5), at(seconds, 0.9)));
      });
      return new Row(
          name,
          conversations,
          messages,
          endedByBot,
          waits,
          misses,
          failures,
          ratings,
          stars,
          percentiles);
    }

    private static int at(List<Integer> sorted, double share) {
      return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
  }

  private final Map<Part, Map<String, Figures>> byName = new HashMap<>();
  private final Map<String, Figures> byDay = new TreeMap<>();
  private LocalDate first = LocalDate.MAX;
  private LocalDate last = LocalDate.MIN;

  void add(String channel, ChatFacts chat, Crew own, List<Instant> missed) {
    for (Owned conversation : chat.conversations) {
      Instant endedAt = conversation.matter.resolvedAt;
      if (endedAt != null) {
        addConversation(channel, chat, conversation, endedAt);
      }
    }
    for (Waited wait : chat.waits) {
      Instant endedAt = wait.endedAt;
      if (endedAt != null) {
        for (Figures figures : of(channel, wait.crew, wait.agent, day(endedAt, wait.crew))) {
          figures.waits++;
          if (wait.isAnswered) {
            add(
                figures,
                wait.isFirst() ? Measure.FIRST_WAIT : Measure.NEXT_WAIT,
                wait.since,
                endedAt);
          }
        }
      }
    }
    for (int i = 0; i < chat.failures.size(); i++) {
      Owned had = at(chat, chat.failedAnswers.get(i));
      ownersOf(channel, had, day(chat.failures.get(i), own)).forEach(it -> it.failures++);
    }
    for (Instant miss : missed) {
      ownersOf(channel, at(chat, miss), day(miss, own)).forEach(it -> it.misses++);
    }
  }

  private void addConversation(
      String channel, ChatFacts chat, Owned conversation, Instant endedAt) {
    Instant openedAt = conversation.matter.openedAt;
    List<Said> said =
        chat.said.stream()
            .filter(it -> !it.at().isBefore(openedAt) && !it.at().isAfter(endedAt))
            .toList();
    Instant answered = firstAnswer(chat, openedAt, endedAt);
    LocalDate day = day(endedAt, conversation.crew);
    for (Figures figures : of(channel, conversation.crew, conversation.agent, day)) {
      figures.conversations++;
      figures.messages += said.size();
      figures.ratings += conversation.matter.stars == 0 ? 0 : 1;
      figures.stars += conversation.matter.stars;
      figures.endedByBot += said.stream().anyMatch(Said::byPerson) ? 0 : 1;
      if (answered != null && conversation.openedByCustomer) {
        add(figures, Measure.FIRST_ANSWER, openedAt, answered);
      }
      if (conversation.firstSince != null && conversation.matter.resolvedBy != null) {
        add(figures, Measure.RESOLUTION, conversation.firstSince, endedAt);
      }
    }
  }

  private static @Nullable Instant firstAnswer(ChatFacts chat, Instant from, Instant until) {
    Instant first = null;
    for (Answer answer : chat.answers.values()) {
      Instant created = answer.createdAt;
      Instant accepted = answer.acceptedAt;
      if (created != null
          && accepted != null
          && !answer.hasFailed
          && !created.isBefore(from)
          && !created.isAfter(until)
          && (first == null || accepted.isBefore(first))) {
        first = accepted;
      }
    }
    return first;
  }

  private static @Nullable Owned at(ChatFacts chat, Instant time) {
    Owned found = null;
    for (Owned conversation : chat.conversations) {
      if (!conversation.matter.openedAt.isAfter(time)
          && (found == null || conversation.matter.openedAt.isAfter(found.matter.openedAt))) {
        found = conversation;
      }
    }
    return found;
  }

  private static LocalDate day(Instant at, Crew crew) {
    return at.atZone(crew.calendar().zone).toLocalDate();
  }

  private static void add(Figures figures, Measure measure, Instant from, Instant to) {
    figures
        .times
        .computeIfAbsent(measure, _ -> new ArrayList<>())
        .add((int) Math.max(0, Duration.between(from, to).toSeconds()));
  }

  private List<Figures> ownersOf(String channel, @Nullable Owned had, LocalDate day) {
    return of(channel, had == null ? null : had.crew, had == null ? null : had.agent, day);
  }

  private List<Figures> of(
      String channel, @Nullable Crew crew, @Nullable String agent, LocalDate day) {
    first = day.isBefore(first) ? day : first;
    last = day.isAfter(last) ? day : last;
    List<Figures> figures = new ArrayList<>();
    figures.add(named(Part.ALL, ""));
    figures.add(named(Part.CHANNEL, channel));
    figures.add(named(Part.TEAM, crew == null ? "" : crew.name()));
    if (agent != null) {
      figures.add(named(Part.AGENT, agent));
    }
    figures.add(byDay.computeIfAbsent(day.toString(), _ -> new Figures()));
    return figures;
  }

  private Figures named(Part part, String name) {
    return byName
        .computeIfAbsent(part, _ -> new TreeMap<>())
        .computeIfAbsent(name, _ -> new Figures());
  }

  /// Which figures the reports show otherwise.
  List<String> flaws(Reports reports) {
    List<String> flaws = new ArrayList<>();
    if (first.isAfter(last)) {
      return List.of("nothing ended");
    }
    byName.forEach((part, names) ->
        compare(part.name(), names, reports.read(part, false, first, last), flaws));
    compare("day", byDay, reports.read(Part.ALL, true, first, last), flaws);
    return flaws;
  }

  private static void compare(
      String what, Map<String, Figures> expected, List<Row> rows, List<String> flaws) {
    Map<String, Row> shown = new HashMap<>();
    rows.forEach(row -> shown.put(row.name(), row));
    expected.forEach((name, figures) -> {
      Row wanted = figures.row(name);
      if (!wanted.equals(shown.remove(name))) {
        Row found = rows.stream().filter(row -> row.name().equals(name)).findFirst().orElse(null);
        flaws.add("report by " + what + ": expected " + wanted + ", shown " + found);
      }
    });
    shown.values().forEach(row -> flaws.add("report by " + what + ": unexpected " + row));
  }
}
