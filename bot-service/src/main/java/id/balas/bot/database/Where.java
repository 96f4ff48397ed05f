package id.balas.bot.database;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The conditions of a query and their parameters, in the same order.
public final class Where {

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  public Where and(String condition, Object... itsValues) {
    sql.append(sql.isEmpty() ? "WHERE " : " AND ").append(condition);
    for (Object value : itsValues) {
      values.add(value instanceof Instant time ? Timestamp.from(time) : value);
    }
    return this;
  }

  /// Adds the conditions of another.
  public Where and(Where other) {
    if (!other.sql.isEmpty()) {
      and(other.sql.substring("WHERE ".length()), other.values.toArray());
    }
    return this;
  }

  public String sql() {
    return sql.toString();
  }

  public Object[] values(Object... further) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(List.of(further));
    return all.toArray();
  }
}
