package id.balas.bot.reports;

import id.balas.bot.database.TimeLimitedJdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Reads the figures of a period.
@Repository
public class Reports {

  private static final String COUNTS =
      """
      SELECT CASE WHEN ? THEN day::text ELSE name END AS name, sum(conversations) AS conversations, sum(messages) AS messages,
        sum(ended_by_bot) AS ended_by_bot, sum(waits) AS waits, sum(misses) AS misses, sum(failures) AS failures,
        sum(ratings) AS ratings, sum(stars) AS stars
      FROM bot.report_days
      WHERE part = ? AND day BETWEEN ? AND ?
      GROUP BY 1 ORDER BY 1
      """;
  private static final String TIMES =
      """
      SELECT CASE WHEN ? THEN day::text ELSE name END AS name, measure, string_agg(counts, ''::bytea) AS counts
      FROM bot.report_times
      WHERE part = ? AND day BETWEEN ? AND ?
      GROUP BY 1, 2
      """;

  /// In seconds, of `number` times.
  public record Percentiles(long number, int p50, int p90) {}

  /// The figures of one name or day. `stars` is the sum of the `ratings`. `times` has no entry for
  /// a time that did not occur.
  public record Row(
      String name,
      long conversations,
      long messages,
      long endedByBot,
      long waits,
      long misses,
      long failures,
      long ratings,
      long stars,
      Map<Measure, Percentiles> times) {}

  private final JdbcTemplate jdbc;

  Reports(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  /// Both days are included. With `byDay` the name of a row is its day.
  public List<Row> read(Part part, boolean byDay, LocalDate from, LocalDate to) {
    Map<String, Map<Measure, Percentiles>> times = new HashMap<>();
    jdbc.query(
        TIMES,
        row -> {
          times
              .computeIfAbsent(row.getString("name"), _ -> new EnumMap<>(Measure.class))
              .put(
                  Measure.valueOf(row.getString("measure")),
                  TimeCounts.percentiles(row.getBytes("counts")));
        },
        byDay,
        part.name(),
        from,
        to);
    List<Row> rows = new ArrayList<>();
    jdbc.query(
        COUNTS,
        row -> {
          rows.add(row(row, times.getOrDefault(row.getString("name"), Map.of())));
        },
        byDay,
        part.name(),
        from,
        to);
    return rows;
  }

  private static Row row(ResultSet row, Map<Measure, Percentiles> times) throws SQLException {
    return new Row(
        row.getString("name"),
        row.getLong("conversations"),
        row.getLong("messages"),
        row.getLong("ended_by_bot"),
        row.getLong("waits"),
        row.getLong("misses"),
        row.getLong("failures"),
        row.getLong("ratings"),
        row.getLong("stars"),
        times);
  }
}
