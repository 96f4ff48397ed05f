package id.balas.bot.history.queries;

import id.balas.bot.database.Rows;
import id.balas.service.web.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order of a chat's messages. Several may have one `sent_at`: the provider's times have whole
/// seconds. These keep the order in which Kafka stored them. Rows of earlier releases have no
/// offset until the history is rebuilt.
public final class ArrivalOrder {

  static final String COLUMNS = "(sent_at, logged_at, coalesce(log_offset, -1), id)";

  /// The index has `sent_at`, so only messages with one `sent_at` are sorted.
  public static final String LATEST_FIRST =
      " ORDER BY sent_at DESC, logged_at DESC, coalesce(log_offset, -1) DESC, id DESC";

  static final String OLDEST_FIRST = " ORDER BY sent_at, logged_at, coalesce(log_offset, -1), id";

  private ArrivalOrder() {}

  /// The place of one message.
  record Place(Instant sentAt, Instant loggedAt, long offset, String id) {

    private static final Pattern WRITTEN =
        Pattern.compile("(\\d{1,18})\\.(-?\\d{1,18})\\.(.*)", Pattern.DOTALL);

    static Place of(ResultSet row) throws SQLException {
      return new Place(
          Rows.requiredInstant(row, "sent_at"),
          Rows.requiredInstant(row, "logged_at"),
          row.getLong("log_offset"),
          row.getString("id"));
    }

    /// Throws [id.balas.service.web.ProblemException] for a cursor of another list.
    static Place of(String parameter, Cursor cursor) {
      Matcher parts = WRITTEN.matcher(cursor.id());
      if (!parts.matches()) {
        throw Cursor.ofAnotherList(parameter);
      }
      return new Place(
          cursor.at(),
          Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
          Long.parseLong(parts.group(2)),
          parts.group(3));
    }

    /// In the order of [#COLUMNS].
    Object[] values() {
      return new Object[] {sentAt, loggedAt, offset, id};
    }

    Cursor cursor() {
      return new Cursor(
          sentAt, ChronoUnit.MICROS.between(Instant.EPOCH, loggedAt) + "." + offset + "." + id);
    }
  }
}
