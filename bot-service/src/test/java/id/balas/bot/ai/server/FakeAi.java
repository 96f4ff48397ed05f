package id.balas.bot.ai.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A fake server for OpenAI's chat completions over HTTP. Simulates failures and records all
/// requests.
public final class FakeAi implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  /// How the server handles a call.
  public interface Manner {
    void answer(HttpExchange exchange, JsonNode asked) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private volatile Manner manner = says("empat");
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();

  public FakeAi() {
    try {
      server = HttpServer.create(new InetSocketAddress("localhost", 0), 500);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/v1";
  }

  public void does(Manner next) {
    manner = next;
  }

  /// All requests, in order of arrival.
  public List<JsonNode> asked() {
    return asked;
  }

  /// The messages of the customer and the bot in a request, without the prompt.
  public static List<String> words(JsonNode call) {
    return call.path("messages")
        .valueStream()
        .skip(1)
        .map(message -> message.path("role").asString() + ": " + message.path("content").asString())
        .toList();
  }

  public static Manner says(String text) {
    return says(_ -> text);
  }

  public static Manner says(Function<JsonNode, String> text) {
    return (exchange, asked) -> send(exchange, 200, completion(text.apply(asked)));
  }

  public static Manner refuses(int status) {
    return (exchange, _) ->
        send(exchange, status, "{\"error\":{\"message\":\"no\",\"type\":\"t\"}}");
  }

  static Manner sends(String body) {
    return (exchange, _) -> send(exchange, 200, body);
  }

  /// Announces the full body length and closes the connection half way.
  static Manner cutsOff() {
    return (exchange, _) -> {
      byte[] body = completion("empat").getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /// Sends an endless body.
  static Manner neverEnds() {
    return (exchange, _) -> {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream body = exchange.getResponseBody()) {
        byte[] spaces = " ".repeat(64 * 1024).getBytes(UTF_8);
        while (true) {
          body.write(spaces);
        }
      }
    };
  }

  /// Sends no response before the client times out.
  static Manner hangs() {
    return (_, _) -> Thread.sleep(60_000);
  }

  static String completion(String text) {
    return """
    {"id":"c1","object":"chat.completion","created":1795397906,"model":"fake-1","choices":[{"index":0,
    "message":{"role":"assistant","content":%s},"finish_reason":"stop"}],
    "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}}\
    """
        .formatted(JSON.writeValueAsString(text));
  }

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode call = JSON.readTree(exchange.getRequestBody().readAllBytes());
    asked.add(call);
    try (exchange) {
      manner.answer(exchange, call);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
