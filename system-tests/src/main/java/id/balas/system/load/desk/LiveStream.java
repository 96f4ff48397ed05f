package id.balas.system.load.desk;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An agent's live stream: the times at which each chat was shown as changed.
public final class LiveStream implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Queue<Long>> shown = new ConcurrentHashMap<>();
  private final Desk desk;
  private final Stream<String> lines;

  public LiveStream(Desk desk) {
    this.desk = desk;
    this.lines = desk.get("/chats/stream", "text/event-stream", BodyHandlers.ofLines());
    Thread.startVirtualThread(this::follow);
  }

  private void follow() {
    try {
      lines.forEach(this::note);
    } catch (UncheckedIOException _) {
      // Closed, or the desk's service was killed: later changes are not seen here.
    }
  }

  private void note(String line) {
    if (line.startsWith("data:{")) {
      JsonNode event = JSON.readTree(line.substring(5));
      if (!event.has("row")) {
        return;
      }
      // `default:62…@s.whatsapp.net`
      String chat = event.path("chat").asString("");
      chat = chat.substring(chat.indexOf(':') + 1);
      shown
          .computeIfAbsent(chat, _ -> new ConcurrentLinkedQueue<>())
          .add(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
  }

  /// The first time at or after `micros`, in microseconds since the epoch; 0 without one.
  public long shown(String chatId, long micros) {
    Queue<Long> times = shown.get(chatId);
    return times == null ? 0 : times.stream().filter(time -> time >= micros).findFirst().orElse(0L);
  }

  @Override
  public void close() {
    desk.close();
  }
}
