package id.balas.system.load.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// An agent's live stream: the times at which each chat was shown as changed.
final class LiveStream implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Queue<Long>> shown = new ConcurrentHashMap<>();
  private final Stream<String> lines;

  /// Signs in at the desk's address.
  LiveStream(String desk, String password) {
    try {
      var login =
          HttpRequest.newBuilder(URI.create(desk + "/auth/login"))
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"identifier\":\"admin\",\"password\":\"" + password + "\"}"))
              .build();
      String token =
          JSON.readTree(http.send(login, BodyHandlers.ofString()).body())
              .path("access_token")
              .asString("");
      var stream =
          HttpRequest.newBuilder(URI.create(desk + "/chats/stream"))
              .header("Authorization", "Bearer " + token)
              .header("Accept", "text/event-stream")
              .build();
      lines = http.send(stream, BodyHandlers.ofLines()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
      // `default:62…@s.whatsapp.net`
      String chat = JSON.readTree(line.substring(5)).path("chat").asString("");
      chat = chat.substring(chat.indexOf(':') + 1);
      shown
          .computeIfAbsent(chat, _ -> new ConcurrentLinkedQueue<>())
          .add(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
  }

  void forget() {
    shown.clear();
  }

  /// The first time at or after `micros`, in microseconds since the epoch; 0 without one.
  long shown(String chatId, long micros) {
    Queue<Long> times = shown.get(chatId);
    return times == null ? 0 : times.stream().filter(time -> time >= micros).findFirst().orElse(0L);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
