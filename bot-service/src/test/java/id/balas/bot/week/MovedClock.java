package id.balas.bot.week;

import id.balas.events.testing.SetClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;

/// The clock of a service and of its database. The search path of the database puts functions of
/// ours before `now()` and `clock_timestamp()`, so the shipped SQL reads the moved time.
final class MovedClock extends SetClock implements AutoCloseable {

  private final Connection connection;
  private final PreparedStatement move;

  /// `databaseUrl` has the form of `DATABASE_URL`. The database is empty.
  MovedClock(String databaseUrl, Instant start) {
    super(start);
    String address = databaseUrl.substring(databaseUrl.indexOf('@') + 1);
    String name = address.substring(address.indexOf('/') + 1);
    try {
      connection =
          DriverManager.getConnection("jdbc:postgresql://" + address, "postgres", "postgres");
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA moved");
        statement.execute("CREATE UNLOGGED TABLE moved.clock (at timestamptz NOT NULL)");
        statement.execute("INSERT INTO moved.clock VALUES ('" + start + "')");
        statement.execute(
            "CREATE FUNCTION moved.now() RETURNS timestamptz STABLE RETURN (SELECT at FROM moved.clock)");
        statement.execute(
            "CREATE FUNCTION moved.clock_timestamp() RETURNS timestamptz STABLE RETURN (SELECT at FROM moved.clock)");
        statement.execute(
            "ALTER DATABASE " + name + " SET search_path = moved, pg_catalog, public");
      }
      move = connection.prepareStatement("UPDATE moved.clock SET at = ?");
    } catch (SQLException e) {
      throw new IllegalStateException("could not move the clock of the database", e);
    }
  }

  @Override
  public void set(Instant time) {
    super.set(time);
    try {
      move.setTimestamp(1, Timestamp.from(time));
      move.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("could not move the clock of the database", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
