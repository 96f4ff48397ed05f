package id.balas.ingest.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A fake provider over real HTTP, with the endpoints that the intake uses. Each token has its own
/// messages, health, settings and hidden numbers. Its message list keeps the provider's limits and
/// returns a wrong `total`.
public final class ProviderServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  /// A response that replaces the normal one.
  public record Instead(int status, String body, Map<String, String> headers) {}

  private record Queued(String pathPrefix, Instead answer) {}

  /// The state of the account behind one token.
  public static final class Account {
    public final List<ObjectNode> messages = new CopyOnWriteArrayList<>();
    public volatile String health = "AUTH";
    public volatile String channelId = "MANTIS-TEST";
    public volatile ObjectNode settings = JSON.createObjectNode();
    public volatile String lids = "{}";
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public volatile @Nullable Runnable beforeList;
    private final Queue<Queued> instead = new ConcurrentLinkedQueue<>();

    public void respondsInstead(
        String pathPrefix, int times, int status, String body, Map<String, String> headers) {
      for (int i = 0; i < times; i++) {
        instead.add(new Queued(pathPrefix, new Instead(status, body, headers)));
      }
    }

    public void respondsNormally() {
      instead.clear();
    }

    public long asked(String pathPrefix) {
      return calls.stream().filter(call -> call.startsWith(pathPrefix)).count();
    }

    public ObjectNode has(String id, String chatDigits, long timestamp, String text) {
      ObjectNode message =
          JSON.createObjectNode()
              .put("id", id)
              .put("from_me", false)
              .put("type", "text")
              .put("chat_id", chatDigits + "@s.whatsapp.net")
              .put("timestamp", timestamp)
              .put("source", "mobile")
              .put("from", chatDigits)
              .put("from_name", "Budi");
      message.putObject("text").put("body", text);
      messages.add(message);
      return message;
    }
  }

  private final HttpServer server;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  public ProviderServer() {
    try {
      server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  public Account account(String token) {
    return accounts.computeIfAbsent(token, _ -> new Account());
  }

  /// The key set of auth-service, which this server also serves.
  private volatile String jwks = "{\"keys\":[]}";

  public void jwks(String keys) {
    jwks = keys;
  }

  private void serve(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    if (uri.getPath().equals("/.well-known/jwks.json")) {
      write(exchange, 200, jwks, Map.of());
      return;
    }
    String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    Account account = accounts.get(authorization.replaceFirst("^Bearer ", ""));
    if (account == null) {
      write(
          exchange,
          401,
          "{\"error\":{\"code\":401,\"message\":\"need channel authorization\"}}",
          Map.of());
      return;
    }
    account.calls.add(exchange.getRequestMethod() + " " + uri);
    Queued queued = account.instead.peek();
    if (queued != null && uri.getPath().startsWith(queued.pathPrefix())) {
      account.instead.remove(queued);
      write(exchange, queued.answer().status(), queued.answer().body(), queued.answer().headers());
      return;
    }
    write(exchange, 200, answer(account, exchange, uri), Map.of());
  }

  private static String answer(Account account, HttpExchange exchange, URI uri) throws IOException {
    return switch (uri.getPath()) {
      case "/messages/list" -> list(account, query(uri));
      case "/health" ->
          "{\"channel_id\":\"%s\",\"status\":{\"code\":4,\"text\":\"%s\"}}"
              .formatted(account.channelId, account.health);
      case "/contacts/lids" -> account.lids;
      case "/settings" ->
          exchange.getRequestMethod().equals("PATCH")
              ? patched(account, exchange)
              : account.settings.toString();
      default -> "{}";
    };
  }

  private static String patched(Account account, HttpExchange exchange) throws IOException {
    JsonNode change = JSON.readTree(exchange.getRequestBody());
    ObjectNode before = account.settings.deepCopy();
    ObjectNode after = account.settings.deepCopy();
    change.forEachEntry(after::set);
    account.settings = after;
    ObjectNode answer = JSON.createObjectNode();
    answer.set("before_update", before);
    answer.set("after_update", after);
    return answer.toString();
  }

  private static String list(Account account, Map<String, String> query) {
    Runnable first = account.beforeList;
    if (first != null) {
      first.run();
    }
    int count = Integer.parseInt(query.getOrDefault("count", "100"));
    if (count < 1 || count > 500) {
      throw new IllegalArgumentException("the provider takes a count of 1 to 500");
    }
    long from = Long.parseLong(query.getOrDefault("time_from", "0"));
    long to = Long.parseLong(query.getOrDefault("time_to", "" + Long.MAX_VALUE));
    ArrayNode page = JSON.createArrayNode();
    account.messages.stream()
        .filter(message ->
            message.path("timestamp").asLong() >= from && message.path("timestamp").asLong() <= to)
        .sorted(
            Comparator.<ObjectNode>comparingLong(message -> message.path("timestamp").asLong())
                .reversed())
        .skip(Integer.parseInt(query.getOrDefault("offset", "0")))
        .limit(count)
        .forEach(page::add);
    ObjectNode answer = JSON.createObjectNode();
    answer.set("messages", page);
    return answer.put("count", count).put("total", 4).toString();
  }

  private static Map<String, String> query(URI uri) {
    return uri.getQuery() == null
        ? new HashMap<>()
        : Arrays.stream(uri.getQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static void write(
      HttpExchange exchange, int status, String body, Map<String, String> headers)
      throws IOException {
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
