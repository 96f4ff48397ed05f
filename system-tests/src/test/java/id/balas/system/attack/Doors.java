package id.balas.system.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.balas.stack.Stack;
import id.balas.stack.part.Service;
import id.balas.stack.process.OrphanReaper;
import id.balas.stack.settings.StackSettings;
import id.balas.system.TestStack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The four services of the shared stack, and a second auth-service on the same database. The
/// second one trusts no proxy, and relays to a server of ours, which gives us the front door's
/// tokens. It stops with the JVM of the tests.
final class Doors {

  static final List<String> INNER = List.of("ingest-service", "bot-service", "sender-service");

  private static @Nullable Doors shared;

  private final Stack stack;
  private final HttpServer spy;
  private final Service second;
  private volatile @Nullable String relayed;

  private Doors() throws IOException {
    stack = TestStack.shared().stack();
    spy = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    spy.createContext("/", this::note);
    spy.start();
    Path directory =
        Files.createTempDirectory(
            Files.createDirectories(Path.of("target")).toAbsolutePath(), "second-door");
    var _ = OrphanReaper.of(directory);
    second = second(directory);
    second.start();
    second.awaitReady();
  }

  /// Starts all at the first call.
  static synchronized Doors shared() throws IOException {
    if (shared == null) {
      shared = new Doors();
    }
    return shared;
  }

  private Service second(Path directory) {
    String address = "http://localhost:" + spy.getAddress().getPort();
    Map<String, String> environment = new HashMap<>(stack.auth().environment());
    environment.putAll(
        Map.of(
            "BALAS_INGEST_URL", address,
            "BALAS_BOT_URL", address,
            "BALAS_SENDER_URL", address,
            "TRUSTED_PROXIES", "none"));
    var settings =
        new StackSettings(
            Path.of("..").toAbsolutePath().normalize(),
            directory,
            TestStack.freeOffset(),
            TestStack.TOKEN,
            TestStack.ADMIN,
            "",
            Map.of());
    return new Service(settings, "auth-service", 8080, 9080, environment);
  }

  // The copies of users go to the bot by the first auth-service.
  private void note(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().startsWith("/internal/")) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      exchange.getRequestBody().readAllBytes();
      relayed = exchange.getRequestHeaders().getFirst("Authorization");
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  Http front() {
    return new Http(stack.auth().url());
  }

  /// All its clients have one address, although they send others.
  Http secondFront() {
    return new Http(second.url());
  }

  Http inner(String service) {
    return new Http(
        switch (service) {
          case "ingest-service" -> stack.ingest().url();
          case "bot-service" -> stack.bot().url();
          case "sender-service" -> stack.sender().url();
          default -> throw new IllegalArgumentException(service);
        });
  }

  /// What the front door sends to a service for a caller: a token of 60 s. Empty if the caller may
  /// call no operation of it.
  Optional<String> innerToken(Caller caller, String service) {
    return Operation.ALL.stream()
        .filter(operation -> operation.service().equals(service))
        .filter(operation -> operation.refusal(caller) == 0)
        .findFirst()
        .map(operation -> {
          String body = operation.method().equals("GET") ? "" : "{}";
          secondFront().send(caller, operation.method(), operation.harmless(), body).is(200);
          String header = relayed;
          assertThat(header).as(operation + " for " + caller).startsWith("Bearer ");
          return String.valueOf(header).substring("Bearer ".length());
        });
  }

  String secretKey() {
    return stack.auth().environment().getOrDefault("SECRET_KEY", "");
  }

  /// Changes rows as only time or an operator could.
  void update(String sql, Object... parameters) {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + stack.database().where() + "?user=balas&password=balas");
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Http.Answer document(String service) {
    // A service writes its document at the first request, which the front door may cut off.
    String path = service.equals("auth-service") ? "/docs/openapi" : "/docs/openapi/" + service;
    return await().until(() -> front().get(Caller.NOBODY, path), answer -> answer.status() == 200);
  }
}
