package id.balas.fakeai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A fake server for OpenAI's chat completions over HTTP. It records the last requests.
public final class FakeAi implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PATH = "/v1/chat/completions";
  private static final int BACKLOG = 500;
  private static final int MOST_RECORDED = 10_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
  private volatile AiBehavior behavior;

  /// With port 0 it listens on a free port. It runs at once.
  public FakeAi(int port, AiBehavior behavior) {
    this.behavior = behavior;
    try {
      server = HttpServer.create(new InetSocketAddress("localhost", port), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("The fake AI server cannot listen on port " + port, e);
    }
    server.setExecutor(threads);
    server.createContext(PATH, this::handle);
    server.start();
  }

  /// The address for `OPENAI_BASE_URL`.
  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/v1";
  }

  public void does(AiBehavior next) {
    behavior = next;
  }

  /// The last requests, in order of arrival.
  public List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  /// The turns of the customer and of the company in a request, such as `user: Halo`.
  public static List<String> turns(JsonNode request) {
    return request
        .path("messages")
        .valueStream()
        .filter(message -> !message.path("role").asString("").equals("system"))
        .map(message ->
            message.path("role").asString("") + ": " + message.path("content").asString(""))
        .toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      requests.add(request);
      if (requests.size() > MOST_RECORDED) {
        requests.poll();
      }
      behavior.answer(exchange, request);
    } catch (JacksonException _) {
      AiErrors.status(400).send(exchange);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
