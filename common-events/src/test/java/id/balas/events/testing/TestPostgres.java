package id.balas.events.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server beside this JVM. Its first user starts it, and it ends with the JVM. Each
/// test class uses its own database.
public final class TestPostgres {

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  /// Creates an empty database. The address has the form of `DATABASE_URL`:
  /// `postgresql://user:password@localhost:port/name`.
  public static String newDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("could not create the database " + name, e);
    }
    return "postgresql://postgres:postgres@localhost:" + SERVER.getPort() + "/" + name;
  }

  // The server has its own shutdown hook.
  private static EmbeddedPostgres start() {
    try {
      // No test stops it, so nothing has to survive on the disk.
      return EmbeddedPostgres.builder()
          .setServerConfig("max_connections", "300")
          .setServerConfig("fsync", "off")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
