package id.balas.auth;

import id.balas.events.testing.TestPostgres;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/// The running service, on random ports and a given database.
public final class RunningService implements AutoCloseable {

  // Held here: java.util.logging forgets the level of a logger without references.
  private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

  static {
    // Spring Boot configures logging once for the JVM; a second instance would reset it.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    LIQUIBASE.setLevel(Level.WARNING);
  }

  public static final String SECRET_KEY = "0123456789abcdef0123456789abcdef";
  public static final String PASSWORD = "rahasia-besar-7";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext application;

  private RunningService(ConfigurableApplicationContext application) {
    this.application = application;
  }

  /// With an admin from the settings, bcrypt at its lowest cost, and localhost as a trusted proxy,
  /// so that a test can use many addresses. Without the management port, which costs a second web
  /// server at start. `settings` override these.
  public static RunningService on(String databaseUrl, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--DATABASE_URL=" + databaseUrl,
                "--SECRET_KEY=" + SECRET_KEY,
                "--BALAS_ADMIN_PASSWORD=" + PASSWORD,
                "--TRUSTED_PROXIES=127\\.0\\.0\\.1|0:0:0:0:0:0:0:1",
                "--balas.auth.bcrypt-cost=4",
                "--balas.front-door.calls-per-minute=6000000",
                "--balas.front-door.calls-at-once=1000000",
                "--server.port=0",
                "--management.server.port=-1",
                "--balas.dotenv=off",
                "--spring.jmx.enabled=false"));
    for (String setting : settings) {
      all.removeIf(other -> other.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
      all.add(setting);
    }
    return new RunningService(
        new SpringApplicationBuilder(AuthService.class).run(all.toArray(String[]::new)));
  }

  /// One for all test classes that do not depend on the number of users. Registration is open, and
  /// there is a management port.
  public static RunningService shared() {
    return Shared.SERVICE;
  }

  /// A second instance on the database of [#shared()], with ES256 access tokens.
  public static RunningService sharedEs256() {
    return SharedEs256.SERVICE;
  }

  private static final class Shared {
    private static final String DATABASE = TestPostgres.newDatabase();
    private static final RunningService SERVICE =
        on(DATABASE, "--OPEN_REGISTRATION=true", "--management.server.port=0");
  }

  private static final class SharedEs256 {
    private static final RunningService SERVICE = start();

    private static RunningService start() {
      RunningService.shared();
      return on(Shared.DATABASE, "--OPEN_REGISTRATION=true", "--ALGORITHM=ES256");
    }
  }

  public <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send("local.server.port", "GET", path);
  }

  HttpResponse<String> post(String path) throws Exception {
    return send("local.server.port", "POST", path);
  }

  public HttpResponse<String> getManagement(String path) throws Exception {
    return send("local.management.port", "GET", path);
  }

  /// The status line of the response to a path that HTTP libraries refuse to send.
  String statusOfRaw(String path) throws IOException {
    try (var socket = new Socket("localhost", port("local.server.port"))) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  public String uri(String path) {
    return "http://localhost:" + port("local.server.port") + path;
  }

  private HttpResponse<String> send(String port, String method, String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port(port) + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private int port(String name) {
    return application.getEnvironment().getRequiredProperty(name, Integer.class);
  }

  @Override
  public void close() {
    application.close();
  }
}
