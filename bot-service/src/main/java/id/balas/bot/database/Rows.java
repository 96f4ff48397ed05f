package id.balas.bot.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Converts rows to column arrays, and database values to Java types.
public final class Rows {

  private Rows() {}

  public static <T> String[] column(Collection<T> rows, Function<T, @Nullable Object> value) {
    return rows.stream()
        .map(row -> {
          Object cell = value.apply(row);
          return cell == null ? null : cell.toString();
        })
        .toArray(String[]::new);
  }

  public static Instant requiredInstant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
