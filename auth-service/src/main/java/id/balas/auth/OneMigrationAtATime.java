package id.balas.auth;

import id.balas.settings.UnusableSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/// Makes the schema before Liquibase, which keeps its own tables there, and lets one instance migrate at a time:
/// Liquibase creates its lock without a lock, so the second of two that start on an empty database would fail.
@Component
class OneMigrationAtATime implements BeanPostProcessor {

  // Any number, as long as it is the same in all instances and in no other use.
  private static final long LOCK = 0xBA1A5_A07L;

  private @Nullable Connection turn;

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase) {
      Connection mine = connect(liquibase);
      turn = mine;
      try (Statement statement = mine.createStatement()) {
        statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + liquibase.getDefaultSchema());
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
      throw new UnusableSetting(
          "DATABASE_URL",
          "leads to no database that lets us in",
          "start the database, or correct address, user and password, as it says: " + e.getMessage());
    }
  }

  // A migration that fails comes by here no more: the lock goes with the connection when the service ends.
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase && turn != null) {
      try (Connection mine = turn;
          Statement statement = mine.createStatement()) {
        statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
      } catch (SQLException e) {
        throw new BeanInitializationException("the turn to migrate could not be handed on", e);
      }
    }
    return bean;
  }
}
