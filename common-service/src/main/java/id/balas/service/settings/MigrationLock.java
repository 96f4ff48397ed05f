package id.balas.service.settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.config.BeanPostProcessor;

/// Creates a service's schema before Liquibase, which keeps its own tables there. Lets one instance
/// migrate at a time: Liquibase creates its lock table without a lock, so the second of two
/// instances on an empty database would fail.
final class MigrationLock implements BeanPostProcessor {

  // A statement that waits for the lock would hold a snapshot, and CREATE INDEX CONCURRENTLY of the
  // instance that has the lock waits for all snapshots.
  private static final Duration TRY_AGAIN = Duration.ofMillis(200);

  private @Nullable Connection locked;

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase) {
      String schema = liquibase.getDefaultSchema();
      Connection mine = connect(liquibase);
      locked = mine;
      try {
        while (!call(mine, "pg_try_advisory_lock", "migration of " + schema)) {
          LockSupport.parkNanos(TRY_AGAIN.toNanos());
        }
        createIfMissing(mine, schema);
      } catch (SQLException e) {
        throw new BeanInitializationException("could not create the schema", e);
      }
    }
    return bean;
  }

  // First connection: a wrong DATABASE_URL is reported here.
  private static Connection connect(SpringLiquibase liquibase) {
    try {
      return liquibase.getDataSource().getConnection();
    } catch (SQLException e) {
      throw new InvalidSettingException(
          "DATABASE_URL",
          "does not lead to a database that accepts the login",
          "start the database, or correct address, user or password; the error is: "
              + e.getMessage());
    }
  }

  // IF NOT EXISTS requires the right to create schemas even if the schema exists.
  private static void createIfMissing(Connection connection, String schema) throws SQLException {
    boolean exists;
    try (PreparedStatement query =
        connection.prepareStatement("SELECT to_regnamespace(?) IS NOT NULL")) {
      query.setString(1, schema);
      try (var row = query.executeQuery()) {
        exists = row.next() && row.getBoolean(1);
      }
    }
    if (!exists) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + schema);
      }
    }
  }

  // Not called after a failed migration: the lock ends with the connection when the service stops.
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase && locked != null) {
      try (Connection mine = locked) {
        call(mine, "pg_advisory_unlock", "migration of " + liquibase.getDefaultSchema());
      } catch (SQLException e) {
        throw new BeanInitializationException("could not release the migration lock", e);
      }
    }
    return bean;
  }

  private static boolean call(Connection connection, String function, String lock)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT " + function + "(hashtext(?))")) {
      query.setString(1, lock);
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
