package id.balas.stack.part;

import id.balas.stack.process.DataDirectory;
import id.balas.stack.process.Postmaster;
import id.balas.stack.process.StackException;
import id.balas.stack.settings.StackSettings;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL from Maven's binaries. Its data survives restarts.
public final class Database implements Part {

  private static final List<String> SCHEMAS = List.of("bot", "sender", "auth");

  private final Path roles;
  private final Path directory;
  private final DataDirectory data;
  private final Postmaster postmaster;
  private final Path log;
  private final int port;
  private @Nullable EmbeddedPostgres postgres;
  private volatile @Nullable ProcessHandle process;
  private volatile boolean ended;

  public Database(StackSettings settings) {
    this.roles = settings.root().resolve("ops/postgres/roles.sql");
    this.directory = settings.directory();
    this.postmaster = Postmaster.in(directory);
    this.data = new DataDirectory(postmaster.data());
    this.log = directory.resolve("logs").resolve("postgresql.log");
    this.port = settings.port(5432);
  }

  /// The logins of a service: for the rows of its schema, and for changes of its tables. The
  /// password of a role is its name.
  public Map<String, String> connection(String service) {
    String role = "balas_" + service.replace("-service", "");
    String owner = role + "_owner";
    return Map.of(
        "DATABASE_URL", "postgresql://%1$s:%1$s@%2$s".formatted(role, where()),
        "DATABASE_OWNER_URL", "postgresql://%1$s:%1$s@%2$s".formatted(owner, where()));
  }

  /// For developers and tests, in the format of `DATABASE_URL`. This role may do everything.
  public String url() {
    return "postgresql://balas:balas@" + where();
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public String where() {
    return "localhost:" + port + "/balas";
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public ProcessHandle process() {
    return Objects.requireNonNull(process, "postgresql was not started");
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  @Override
  public synchronized void start() {
    if (ended) {
      return;
    }
    try {
      Files.createDirectories(log.getParent());
      close();
      data.clearUnlessComplete();
      postgres = launch();
      process =
          postmaster.process().orElseThrow(() -> new IllegalStateException("it exited at once"));
    } catch (IOException | IllegalStateException e) {
      throw failure(e);
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data.path())
        .setOverrideWorkingDirectory(directory.resolve("postgres-binaries").toFile())
        .setCleanDataDirectory(false)
        // The library's shutdown hook would stop the database while the services still finish their
        // work.
        .setRegisterShutdownHook(false)
        .setServerConfig("max_connections", "200")
        // The library disables both, which suits a throw-away database. Here, committed data must
        // survive a crash.
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("fsync", "on")
        // Load runs count statements. It costs little, and can only be loaded at the start.
        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
        .setPGStartupWait(Duration.ofSeconds(60))
        .setOutputRedirector(Redirect.appendTo(log.toFile()))
        .setErrorRedirector(Redirect.appendTo(log.toFile()))
        .start();
  }

  /// The start has waited until PostgreSQL responds. This creates what the services need.
  @Override
  public synchronized void awaitReady() {
    if (postgres == null) {
      return;
    }
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      if (isMissing(statement, "SELECT 1 FROM pg_roles WHERE rolname = 'balas'")) {
        statement.execute("CREATE ROLE balas LOGIN PASSWORD 'balas'");
      }
      if (isMissing(statement, "SELECT 1 FROM pg_database WHERE datname = 'balas'")) {
        statement.execute("CREATE DATABASE balas OWNER balas");
      }
      createRoles();
      data.markComplete();
    } catch (IOException | SQLException e) {
      throw failure(e);
    }
  }

  private void createRoles() throws IOException, SQLException {
    if (!Files.exists(roles)) {
      // A checkout of a release that has none.
      return;
    }
    try (Connection connection = administrator().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(Files.readString(roles));
      statement.execute("GRANT ALL ON DATABASE balas TO balas");
      for (String schema : SCHEMAS) {
        String role = "balas_" + schema;
        statement.execute("ALTER ROLE %1$s PASSWORD '%1$s'".formatted(role));
        statement.execute("ALTER ROLE %1$s_owner PASSWORD '%1$s_owner'".formatted(role));
        statement.execute("GRANT %s_owner TO balas".formatted(role));
      }
    }
  }

  private DataSource administrator() {
    return Objects.requireNonNull(postgres).getDatabase("postgres", "balas");
  }

  private static boolean isMissing(Statement statement, String query) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      return !found.next();
    }
  }

  private StackException failure(Exception cause) {
    return new StackException(
        "PostgreSQL could not be started on port %d: %s; its log is %s"
            .formatted(port, cause.getMessage(), log));
  }

  /// Waits for a start in progress.
  @Override
  public void stop() {
    ended = true;
    try {
      close();
    } catch (IOException e) {
      throw new StackException("PostgreSQL did not stop: " + e.getMessage());
    }
  }

  private synchronized void close() throws IOException {
    if (postgres != null) {
      postgres.close();
      postgres = null;
    }
    postmaster.end();
  }
}
