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

  private static final int MOST_WAITING = 10_000;
  private static final int HEARTBEAT_SECONDS = 15;
  private static final String HEARTBEAT = ": here\n\n";

  private final List<BlockingQueue<String>> watchers = new CopyOnWriteArrayList<>();

  /// Costs nothing without clients.
  public void tell(String event, Supplier<JsonNode> data) {
    if (watchers.isEmpty()) {
      return;
    }
    String text =
        "event: " + event + "\ndata: " + new String(Json.write(data.get()), UTF_8) + "\n\n";
    watchers.removeIf(watcher -> !watcher.offer(text));
  }

  /// Returns when the client has disconnected.
  public void serve(HttpExchange exchange) throws IOException {
    BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    watchers.add(waiting);
    try (OutputStream out = exchange.getResponseBody()) {
      exchange.sendResponseHeaders(200, 0);
      write(out, HEARTBEAT);
      while (watchers.contains(waiting) || !waiting.isEmpty()) {
        @Nullable String next = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        write(out, next == null ? HEARTBEAT : next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watchers.remove(waiting);
      exchange.close();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
