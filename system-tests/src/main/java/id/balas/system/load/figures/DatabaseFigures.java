package id.balas.system.load.figures;

import id.balas.system.load.figures.StepFigures.Statement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What PostgreSQL has done since its start. `rows` are rows inserted, updated or deleted. The
/// statements are by their text without values.
public record DatabaseFigures(
    long transactions, long rows, long walBytes, long bytes, Map<String, Used> statements) {

  private static final String SUMS =
      """
      SELECT xact_commit + xact_rollback, tup_inserted + tup_updated + tup_deleted,
        pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint, pg_database_size(datname)
      FROM pg_stat_database WHERE datname = 'balas'
      """;
  private static final String STATEMENTS =
      """
      SELECT query, sum(calls), sum(total_exec_time)
      FROM pg_stat_statements JOIN pg_database ON pg_database.oid = dbid WHERE datname = 'balas'
      GROUP BY query
      """;
  private static final int MOST_SHOWN = 15;

  record Used(long calls, double millis) {

    static final Used NONE = new Used(0, 0);
  }

  /// The user must be a superuser, because the first call creates the extension that counts
  /// statements.
  static DatabaseFigures read(String jdbcUrl) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
      Map<String, Used> statements = new HashMap<>();
      try (ResultSet found = statement.executeQuery(STATEMENTS)) {
        while (found.next()) {
          statements.put(found.getString(1), new Used(found.getLong(2), found.getDouble(3)));
        }
      }
      try (ResultSet row = statement.executeQuery(SUMS)) {
        row.next();
        return new DatabaseFigures(
            row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), statements);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL's counters cannot be read", e);
    }
  }

  DatabaseFigures since(DatabaseFigures before) {
    Map<String, Used> used = new HashMap<>();
    statements.forEach((text, now) -> {
      Used then = before.statements.getOrDefault(text, Used.NONE);
      if (now.calls > then.calls) {
        used.put(text, new Used(now.calls - then.calls, now.millis - then.millis));
      }
    });
    return new DatabaseFigures(
        transactions - before.transactions,
        rows - before.rows,
        walBytes - before.walBytes,
        bytes - before.bytes,
        used);
  }

  long calls() {
    return statements.values().stream().mapToLong(Used::calls).sum();
  }

  /// Those that took longest, for each message.
  List<Statement> costliest(int messages) {
    return statements.entrySet().stream()
        .map(each ->
            new Statement(
                each.getKey(),
                (double) each.getValue().calls / messages,
                each.getValue().millis / messages))
        .sorted(Comparator.comparingDouble(Statement::millis).reversed())
        .limit(MOST_SHOWN)
        .toList();
  }
}
