package id.balas.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL from Maven's binaries; its data outlives it.
final class Database {

  private final Path directory;
  private final int port;
  private volatile @Nullable EmbeddedPostgres postgres;

  Database(StackSettings settings) {
    this.directory = settings.directory();
    this.port = settings.port(5432);
  }

  /// As `DATABASE_URL` has it.
  String url() {
    return "postgresql://balas:balas@localhost:" + port + "/balas";
  }

  void start() {
    try {
      Files.createDirectories(directory);
      endLeftOver();
      postgres =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(directory.resolve("postgres"))
              .setOverrideWorkingDirectory(directory.resolve("postgres-binaries").toFile())
              .setCleanDataDirectory(false)
              .setServerConfig("max_connections", "200")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      createDatabase(postgres);
    } catch (IOException | SQLException e) {
      throw new StackFailure("PostgreSQL could not be started on port " + port + ": " + e.getMessage());
    }
  }

  // After a kill -9 of the launcher its PostgreSQL runs on; two on one data directory are impossible.
  private void endLeftOver() throws IOException {
    Path pidFile = directory.resolve("postgres").resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    String pid = Files.readAllLines(pidFile).getFirst().strip();
    ProcessHandle.of(Long.parseLong(pid))
        .filter(process -> process.info().command().orElse("").endsWith("postgres"))
        .ifPresent(
            process -> {
              process.destroy();
              process.onExit().join();
            });
    Files.deleteIfExists(pidFile);
  }

  private static void createDatabase(EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'balas'")) {
      if (!found.next()) {
        statement.execute("CREATE ROLE balas LOGIN PASSWORD 'balas'");
        statement.execute("CREATE DATABASE balas OWNER balas");
      }
    }
  }

  void stop() {
    EmbeddedPostgres running = postgres;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        throw new StackFailure("PostgreSQL did not stop: " + e.getMessage());
      }
    }
  }
}
