package id.balas.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL from Maven's binaries; its data outlives it.
final class Database {

  private static final int STOP_SECONDS = 10;

  private final Path directory;
  private final DataDirectory data;
  private final Path log;
  private final int port;
  private @Nullable EmbeddedPostgres postgres;
  private volatile boolean ended;

  Database(StackSettings settings) {
    this.directory = settings.directory();
    this.data = new DataDirectory(directory.resolve("postgres"));
    this.log = directory.resolve("logs").resolve("postgresql.log");
    this.port = settings.port(5432);
  }

  /// As `DATABASE_URL` has it.
  String url() {
    return "postgresql://balas:balas@localhost:" + port + "/balas";
  }

  Path log() {
    return log;
  }

  /// Does nothing once it was stopped.
  synchronized void start() {
    if (ended) {
      return;
    }
    try {
      Files.createDirectories(log.getParent());
      Files.deleteIfExists(log);
      data.clearUnlessComplete();
      postgres = launch();
      createDatabase(postgres);
      data.markComplete();
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new StackFailure(
          "PostgreSQL could not be started on port %d: %s; its log is %s".formatted(port, e.getMessage(), log));
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data.path())
        .setOverrideWorkingDirectory(directory.resolve("postgres-binaries").toFile())
        .setCleanDataDirectory(false)
        // Its hook would end the database while the services still finish their work.
        .setRegisterShutdownHook(false)
        .setServerConfig("max_connections", "200")
        // The library turns both off, as a throw-away database may; what we are told is stored must be.
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("fsync", "on")
        .setPGStartupWait(Duration.ofSeconds(60))
        .setOutputRedirector(Redirect.appendTo(log.toFile()))
        .setErrorRedirector(Redirect.appendTo(log.toFile()))
        .start();
  }

  private static void createDatabase(EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      if (isMissing(statement, "SELECT 1 FROM pg_roles WHERE rolname = 'balas'")) {
        statement.execute("CREATE ROLE balas LOGIN PASSWORD 'balas'");
      }
      if (isMissing(statement, "SELECT 1 FROM pg_database WHERE datname = 'balas'")) {
        statement.execute("CREATE DATABASE balas OWNER balas");
      }
    }
  }

  private static boolean isMissing(Statement statement, String query) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      return !found.next();
    }
  }

  /// After a kill -9 of the launcher its PostgreSQL runs on; two on one data directory are impossible.
  void endLeftOver() {
    try {
      Optional<ProcessHandle> leftOver = leftOver();
      if (leftOver.isPresent()) {
        end(leftOver.get());
      }
      Files.deleteIfExists(pidFile());
    } catch (IOException e) {
      throw new StackFailure("PostgreSQL of the last run cannot be ended: " + e.getMessage());
    }
  }

  // The number may have gone to a process that is none of ours.
  private Optional<ProcessHandle> leftOver() throws IOException {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    return Files.readAllLines(pidFile()).stream()
        .findFirst()
        .map(String::strip)
        .filter(pid -> pid.matches("\\d{1,10}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(process -> process.info().commandLine().orElse("").contains(data.path().toString()));
  }

  private Path pidFile() {
    return data.path().resolve("postmaster.pid");
  }

  // SIGINT ends PostgreSQL at once and cleanly; SIGTERM would wait for clients that may never go.
  private static void end(ProcessHandle process) throws IOException {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for a start that is under way.
  void stop() {
    ended = true;
    try {
      stopForGood();
    } catch (IOException e) {
      throw new StackFailure("PostgreSQL did not stop: " + e.getMessage());
    }
  }

  private synchronized void stopForGood() throws IOException {
    if (postgres != null) {
      postgres.close();
      postgres = null;
    }
    endLeftOver();
  }
}
