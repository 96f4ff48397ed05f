package id.balas.bot.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Converts rows to column arrays, and database values to Java types.
final class Rows {

  private Rows() {}

  static <T> String[] column(Collection<T> rows, Function<T, @Nullable Object> value) {
    return rows.stream()
        .map(row -> {
          Object cell = value.apply(row);
          return cell == null ? null : cell.toString();
        })
        .toArray(String[]::new);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  static Instant requiredInstant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
