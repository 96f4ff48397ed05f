package id.balas.stack.fakewhapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The provider's HTTP face: what it answers to which call. Below `/fake/` stands what only a fake has.
public final class FakeWhapi implements AutoCloseable {

  /// Most echoes of the provider come 0.27 to 0.43 s after the answer.
  public static final Duration USUAL_ECHO = Duration.ofMillis(300);

  private static final String LIST = "/messages/list";
  private static final String CHAT_ID = "[\\d-]{7,31}@[\\w.]+";

  static {
    // Otherwise the JDK's server waits 40 ms before the second half of an answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String token;
  private final History history = new History();
  private final Faults faults = new Faults();
  private final Webhook webhook;

  /// `webhookUrl` is where echoes and statuses go, the echo so long after the answer, or none at all; `secret` is sent
  /// along unless it is empty.
  public FakeWhapi(int port, String token, URI webhookUrl, String secret, @Nullable Duration echoAfter) {
    this.token = token;
    this.webhook = new Webhook(webhookUrl, secret, echoAfter);
    try {
      server = HttpServer.create(new InetSocketAddress("localhost", port), 1024);
    } catch (IOException e) {
      throw new UncheckedIOException("the fake Whapi cannot listen on port " + port, e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    webhook.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      route(exchange);
    } catch (Refusal refusal) {
      Answer.error(refusal.status(), refusal.words(), refusal.details()).write(exchange);
    } catch (RuntimeException e) {
      Answer.error(500, "internal error", String.valueOf(e.getMessage())).write(exchange);
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    if (!call.contains(" /fake/")) {
      authorize(exchange);
    }
    switch (call) {
      case "POST /messages/text" -> sendText(exchange);
      case "GET " + LIST -> list(exchange, null);
      case "GET /health" -> Answer.health().write(exchange);
      case "GET /fake/faults" -> Answer.of(200, faults.state()).write(exchange);
      case "POST /fake/faults" -> Answer.of(200, faults.add(Json.read(exchange.getRequestBody()))).write(exchange);
      case "DELETE /fake/faults" -> Answer.of(200, faults.clear()).write(exchange);
      case "DELETE /fake/history" -> {
        history.clear();
        Answer.of(200, Json.object()).write(exchange);
      }
      default -> {
        if (!call.startsWith("GET " + LIST + "/")) {
          throw new Refusal(404, "not found", call);
        }
        list(exchange, call.substring(("GET " + LIST + "/").length()));
      }
    }
  }

  private void authorize(HttpExchange exchange) {
    String presented = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + token).equals(presented)) {
      throw new Refusal(401, "need channel authorization", null);
    }
  }

  private void sendText(HttpExchange exchange) throws IOException {
    TextSend send = TextSend.read(Json.read(exchange.getRequestBody()));
    Faults.@Nullable Kind fault = faults.next();
    if (fault == Faults.Kind.HTTP_500) {
      throw new Refusal(500, "internal error", null);
    }
    LockSupport.parkNanos(send.typing().toNanos());
    JsonNode message = history.add(send);
    if (fault == Faults.Kind.TIMEOUT) {
      webhook.echoAndStatuses(message);
      faults.neverAnswer(exchange);
      return;
    }
    Answer.of(200, Json.object().put("sent", true).set("message", message)).write(exchange);
    webhook.echoAndStatuses(message);
  }

  private void list(HttpExchange exchange, @Nullable String chatId) throws IOException {
    if (chatId != null && !chatId.matches(CHAT_ID)) {
      throw new Refusal(400, "wrong request parameters", "a chat id has its suffix");
    }
    ListQuery query = ListQuery.read(exchange.getRequestURI().getRawQuery());
    Answer.of(200, history.list(chatId, query)).write(exchange);
  }
}
