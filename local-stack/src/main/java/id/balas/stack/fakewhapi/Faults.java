package id.balas.stack.fakewhapi;

import com.sun.net.httpserver.HttpExchange;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Troubles that the next sends will meet, in the order in which they were ordered.
final class Faults {

  private static final int MOST = 10_000;
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(60);

  /// `HTTP_500`: refused before the message is stored. `TIMEOUT`: stored, but no answer for a minute.
  enum Kind {
    HTTP_500,
    TIMEOUT;

    String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Deque<Kind> next = new ArrayDeque<>();

  /// `{"kind":"http-500"|"timeout","times":n}`
  synchronized JsonNode add(JsonNode order) {
    String written = order.path("kind").asString("");
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(known -> known.written().equals(written))
            .findFirst()
            .orElseThrow(() -> new Refusal(400, "unknown fault", "kind is one of http-500, timeout"));
    int times = order.path("times").asInt(1);
    if (times < 1 || times > MOST) {
      throw new Refusal(400, "unknown fault", "times is from 1 to " + MOST);
    }
    for (int i = 0; i < times; i++) {
      next.add(kind);
    }
    return state();
  }

  synchronized JsonNode clear() {
    next.clear();
    return state();
  }

  synchronized JsonNode state() {
    ArrayNode waiting = Json.array();
    next.forEach(kind -> waiting.add(kind.written()));
    return Json.object().set("waiting", waiting);
  }

  synchronized @Nullable Kind next() {
    return next.poll();
  }

  void neverAnswer(HttpExchange exchange) {
    LockSupport.parkNanos(SILENCE);
    exchange.close();
  }
}
