package id.balas.bot.reports;

import id.balas.bot.database.Rows;
import id.balas.bot.reports.DayFigures.Count;
import id.balas.bot.reports.DayFigures.Figures;
import id.balas.bot.reports.DayFigures.Name;
import id.balas.bot.reports.facts.FactRetention;
import id.balas.service.database.OldRows;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Calculates the figures of days whose facts changed, as a whole: so it is idempotent, and a lost
/// run is repeated. Once more ten minutes later, because messages of the history may arrive after
/// the facts.
@Component
class ReportDays {

  private static final Logger log = LoggerFactory.getLogger(ReportDays.class);
  private static final int BATCH = 5000;

  private static final String FORGET = "DELETE FROM bot.report_due WHERE day < ?";
  private static final String DUE =
      "SELECT day FROM bot.report_due WHERE due_at <= now() ORDER BY due_at";
  private static final String LOCK =
      "SELECT day FROM bot.report_due WHERE day = ? AND due_at <= now() FOR UPDATE SKIP LOCKED";
  private static final String DONE = "DELETE FROM bot.report_due WHERE day = ? AND NOT again";
  private static final String AGAIN =
      "UPDATE bot.report_due SET due_at = now() + interval '10 minutes', again = false WHERE day = ?";
  private static final String LATER =
      "UPDATE bot.report_due SET due_at = now() + interval '10 minutes' WHERE day = ?";
  private static final String PUT_DAYS =
      """
      INSERT INTO bot.report_days
        (day, part, name, conversations, messages, ended_by_bot, waits, misses, failures, ratings, stars)
      SELECT ?, * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
        ?::bigint[], ?::bigint[], ?::bigint[])
      """;
  private static final String PUT_TIMES =
      """
      INSERT INTO bot.report_times (day, part, name, measure, counts)
      SELECT ?, * FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[])
      """;
  private static final String DELETE_OLD =
      """
      DELETE FROM %1$s
      WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM %1$s WHERE day < (:before)::date AND (SELECT mine FROM turn) ORDER BY day LIMIT :batch))
      """;

  private record Times(Name name, Measure measure, Map<Integer, Long> counts) {}

  private final JdbcTemplate jdbc;
  private final DayFacts facts;
  private final TransactionTemplate transaction;
  private final List<OldRows> old;
  private final Duration keep;
  private final Clock clock;

  ReportDays(
      JdbcTemplate jdbc,
      JdbcClient client,
      DayFacts facts,
      TransactionTemplate transaction,
      @Value("${balas.bot.keep-reports}") Duration keep,
      Clock clock) {
    this.jdbc = jdbc;
    this.facts = facts;
    this.transaction = transaction;
    this.old =
        List.of(
            new OldRows(client, "bot.report_days", BATCH, DELETE_OLD.formatted("bot.report_days")),
            new OldRows(
                client, "bot.report_times", BATCH, DELETE_OLD.formatted("bot.report_times")));
    this.keep = keep;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${balas.bot.reports-every}",
      fixedDelayString = "${balas.bot.reports-every}")
  void calculateDue() {
    try {
      jdbc.update(FORGET, FactRetention.firstDay(clock.instant()));
      jdbc.queryForList(DUE, LocalDate.class).forEach(this::calculate);
    } catch (RuntimeException e) {
      log.warn("Could not calculate reports, trying again: {}", e.toString());
    }
  }

  // A day that fails, such as by a timeout, must not keep the others from their turn.
  private void calculate(LocalDate day) {
    try {
      transaction.executeWithoutResult(_ -> calculateIfDue(day));
    } catch (RuntimeException e) {
      log.warn("Could not calculate the report of {}, trying again later: {}", day, e.toString());
      jdbc.update(LATER, day);
    }
  }

  // The row of the day stays locked, so its facts that are recorded meanwhile mark it again.
  private void calculateIfDue(LocalDate day) {
    if (!jdbc.queryForList(LOCK, LocalDate.class, day).isEmpty()) {
      replace(day, facts.of(day).all());
      if (jdbc.update(DONE, day) == 0) {
        jdbc.update(AGAIN, day);
      }
    }
  }

  private void replace(LocalDate day, Map<Name, Figures> figures) {
    jdbc.update("DELETE FROM bot.report_days WHERE day = ?", day);
    jdbc.update("DELETE FROM bot.report_times WHERE day = ?", day);
    List<Map.Entry<Name, Figures>> names = List.copyOf(figures.entrySet());
    List<Object> counts = new ArrayList<>();
    counts.add(day);
    counts.add(Rows.column(names, it -> it.getKey().part()));
    counts.add(Rows.column(names, it -> it.getKey().name()));
    for (Count count : Count.values()) {
      counts.add(Rows.column(names, it -> it.getValue().count(count)));
    }
    jdbc.update(PUT_DAYS, counts.toArray());
    List<Times> times = times(figures);
    jdbc.update(
        PUT_TIMES,
        day,
        Rows.column(times, its -> its.name().part()),
        Rows.column(times, its -> its.name().name()),
        Rows.column(times, Times::measure),
        times.stream().map(its -> TimeCounts.bytes(its.counts())).toArray(byte[][]::new));
  }

  private static List<Times> times(Map<Name, Figures> figures) {
    List<Times> times = new ArrayList<>();
    figures.forEach((name, its) ->
        its.times().forEach((measure, counts) -> times.add(new Times(name, measure, counts))));
    return times;
  }

  @Scheduled(initialDelayString = "PT8M", fixedDelayString = "PT6H")
  void deleteOld() {
    old.forEach(rows -> rows.deleteBefore(clock.instant().minus(keep)));
  }
}
