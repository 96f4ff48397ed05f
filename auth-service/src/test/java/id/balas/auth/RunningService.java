package id.balas.auth;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/// The service as it runs, on ports of its own and a database that is given to it.
final class RunningService implements AutoCloseable {

  static {
    // Spring Boot sets up one logging for the JVM, which two instances would take from each other.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext application;

  private RunningService(ConfigurableApplicationContext application) {
    this.application = application;
  }

  static RunningService on(String databaseUrl) {
    return new RunningService(
        new SpringApplicationBuilder(AuthService.class)
            .run(
                "--DATABASE_URL=" + databaseUrl,
                "--server.port=0",
                "--management.server.port=0",
                "--balas.dotenv=off",
                "--spring.jmx.enabled=false"));
  }

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  HttpResponse<String> get(String path) throws Exception {
    return send("local.server.port", "GET", path);
  }

  HttpResponse<String> post(String path) throws Exception {
    return send("local.server.port", "POST", path);
  }

  HttpResponse<String> getManagement(String path) throws Exception {
    return send("local.management.port", "GET", path);
  }

  /// The status line of the answer to a path that no HTTP library would write.
  String statusOfRaw(String path) throws IOException {
    try (var socket = new Socket("localhost", port("local.server.port"))) {
      socket
          .getOutputStream()
          .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
  }

  String uri(String path) {
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
