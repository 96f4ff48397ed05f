package id.balas.bot.reports.facts;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Marks the days whose figures must be calculated anew.
@Repository
class DueDays {

  // Sorted, so that lock order is consistent and transactions cannot deadlock.
  private static final String MARK =
      """
      INSERT INTO bot.report_due (day, due_at, again)
      SELECT day, now() + interval '1 minute', true FROM unnest(?::date[]) AS day ORDER BY day
      ON CONFLICT (day) DO UPDATE SET due_at = least(report_due.due_at, excluded.due_at), again = true
      """;

  private final JdbcClient jdbc;

  DueDays(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void mark(Marked marked) {
    if (!marked.days.isEmpty()) {
      jdbc.sql(MARK)
          .param(marked.days.stream().map(LocalDate::toString).toArray(String[]::new))
          .update();
    }
  }

  /// Days that a batch has changed.
  static final class Marked {

    private final Set<LocalDate> days = new TreeSet<>();

    void add(@Nullable LocalDate day) {
      if (day != null) {
        days.add(day);
      }
    }
  }
}
