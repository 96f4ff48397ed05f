package id.balas.bot.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Converts rows to column arrays, and database values to Java types.
public final class Rows {

  private Rows() {}

  /// Times lose what is below a microsecond. PostgreSQL would round it, and then one time might
  /// differ between tables.
  public static <T> String[] column(Collection<T> rows, Function<T, @Nullable Object> value) {
    return rows.stream().map(row -> text(value.apply(row))).toArray(String[]::new);
  }

  private static @Nullable String text(@Nullable Object cell) {
    Object stored = cell instanceof Instant time ? time.truncatedTo(ChronoUnit.MICROS) : cell;
    return stored == null ? null : stored.toString();
  }

  public static Instant requiredInstant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
