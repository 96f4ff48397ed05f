package id.balas.service.settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.config.BeanPostProcessor;

/// Makes a service's schema before Liquibase, which keeps its own tables there, and lets one
/// instance migrate at a time: Liquibase creates its lock without a lock, so the second of two that
/// start on an empty database would fail.
final class MigrationLock implements BeanPostProcessor {

  private @Nullable Connection turn;

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase) {
      String schema = liquibase.getDefaultSchema();
      Connection mine = connect(liquibase);
      turn = mine;
      try {
        execute(mine, "SELECT pg_advisory_lock(hashtext(?))", "migration of " + schema);
        createUnlessThere(mine, schema);
      } catch (SQLException e) {
        throw new BeanInitializationException("the schema could not be made", e);
      }
    }
    return bean;
  }

  // The first word with the database: whether the address is right turns out here.
  private static Connection connect(SpringLiquibase liquibase) {
    try {
      return liquibase.getDataSource().getConnection();
    } catch (SQLException e) {
      throw new InvalidSettingException(
          "DATABASE_URL",
          "leads to no database that lets us in",
          "start the database, or correct address, user and password, as it says: "
              + e.getMessage());
    }
  }

  // IF NOT EXISTS would ask for the right to create schemas even where the schema is there.
  private static void createUnlessThere(Connection connection, String schema) throws SQLException {
    boolean isThere;
    try (PreparedStatement query =
        connection.prepareStatement("SELECT to_regnamespace(?) IS NOT NULL")) {
      query.setString(1, schema);
      try (var row = query.executeQuery()) {
        isThere = row.next() && row.getBoolean(1);
      }
    }
    if (!isThere) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + schema);
      }
    }
  }

  // A migration that fails comes by here no more: the lock goes with the connection when the
  // service ends.
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase && turn != null) {
      try (Connection mine = turn) {
        execute(
            mine,
            "SELECT pg_advisory_unlock(hashtext(?))",
            "migration of " + liquibase.getDefaultSchema());
      } catch (SQLException e) {
        throw new BeanInitializationException("the turn to migrate could not be handed on", e);
      }
    }
    return bean;
  }

  private static void execute(Connection connection, String sql, String lock) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, lock);
      statement.execute();
    }
  }
}
