package id.balas.desk.build;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/// Serves the page at `/desk/` for its developers, bundled again when a source changed, and passes
/// all other requests on to a running stack. Listens on the loopback address only.
final class DevServer {

  private static final int PORT = Integer.getInteger("desk.port", 8085);
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml", "html", "text/html");
  // The client sets these, or refuses them. Without an origin the stack takes a call for one of its
  // own page.
  private static final Set<String> NOT_PASSED =
      Set.of(
          "host",
          "connection",
          "content-length",
          "origin",
          "upgrade",
          "expect",
          "transfer-encoding");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types 'none'";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Tools tools;
  private final Path target;
  private final Path output;
  private final URI stack;
  private String built = "";

  DevServer(Tools tools, Path target, String stack) {
    this.tools = tools;
    this.target = target;
    this.output = target.resolve("watch/desk-web");
    this.stack = URI.create(stack);
  }

  void start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.createContext("/desk/", this::serve);
    server.start();
    System.out.println("[desk] http://localhost:" + PORT + "/desk/ · the rest from " + stack);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring("/desk/".length());
    if (name.isEmpty()) {
      build();
      name = "desk.html";
    }
    Path file = output.resolve(name).normalize();
    if (!file.startsWith(output) || !Files.isRegularFile(file)) {
      pass(exchange);
      return;
    }
    byte[] content = Files.readAllBytes(file);
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
    exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(content);
    }
  }

  private synchronized void build() throws IOException {
    String now = Stamp.of(output, List.of(Path.of("src/main"), Bundle.KIT), "").hash();
    if (!now.equals(built)) {
      try {
        new Bundle(tools, target, output).write();
        built = now;
      } catch (BuildFailedException e) {
        System.err.println("[desk] " + e.getMessage());
      }
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    URI from = exchange.getRequestURI();
    var request =
        HttpRequest.newBuilder(stack.resolve(from.toString()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try {
      HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!name.startsWith(":") && !NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      boolean isEmpty = answer.statusCode() == 204 || answer.statusCode() == 304;
      exchange.sendResponseHeaders(answer.statusCode(), isEmpty ? -1 : 0);
      if (!isEmpty) {
        copy(answer.body(), exchange.getResponseBody());
      }
    } catch (IOException e) {
      byte[] words = ("The stack does not answer: " + e).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(502, words.length);
      exchange.getResponseBody().write(words);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  // An event stream must not wait in a buffer.
  private static void copy(InputStream from, OutputStream to) throws IOException {
    try (from;
        to) {
      byte[] buffer = new byte[16 * 1024];
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        to.write(buffer, 0, read);
        to.flush();
      }
    }
  }
}
