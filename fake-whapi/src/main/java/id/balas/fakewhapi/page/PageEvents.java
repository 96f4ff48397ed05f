package id.balas.fakewhapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import id.balas.fakewhapi.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Streams events as server-sent events. A client that falls far behind is disconnected and
/// reconnects by itself.
public final class PageEvents {

  private static final int MAX_QUEUED = 10_000;
  private static final int HEARTBEAT_SECONDS = 15;
  private static final String HEARTBEAT = ": heartbeat\n\n";

  private final List<BlockingQueue<String>> clients = new CopyOnWriteArrayList<>();

  /// Costs nothing without clients.
  public void publish(String event, Supplier<JsonNode> data) {
    if (clients.isEmpty()) {
      return;
    }
    String text =
        "event: " + event + "\ndata: " + new String(Json.write(data.get()), UTF_8) + "\n\n";
    clients.removeIf(client -> !client.offer(text));
  }

  /// Returns when the client has disconnected.
  public void serve(HttpExchange exchange) throws IOException {
    BlockingQueue<String> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    clients.add(queue);
    try (OutputStream out = exchange.getResponseBody()) {
      exchange.sendResponseHeaders(200, 0);
      write(out, HEARTBEAT);
      while (clients.contains(queue) || !queue.isEmpty()) {
        @Nullable String next = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        write(out, next == null ? HEARTBEAT : next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(queue);
      exchange.close();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
