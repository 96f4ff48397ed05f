package id.balas.system.load.figures;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What PostgreSQL has done since its start. `rows` are rows inserted, updated or deleted.
public record DatabaseFigures(long transactions, long rows, long walBytes, long bytes) {

  private static final String QUERY =
      """
      SELECT xact_commit + xact_rollback, tup_inserted + tup_updated + tup_deleted,
        pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint, pg_database_size(datname)
      FROM pg_stat_database WHERE datname = current_database()
      """;

  public static DatabaseFigures read(String jdbcUrl) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      return new DatabaseFigures(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL's counters cannot be read", e);
    }
  }

  public DatabaseFigures since(DatabaseFigures before) {
    return new DatabaseFigures(
        transactions - before.transactions,
        rows - before.rows,
        walBytes - before.walBytes,
        bytes - before.bytes);
  }
}
