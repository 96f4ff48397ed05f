package id.balas.stack.fakewhapi;

import com.sun.net.httpserver.HttpExchange;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
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

  /// `{"kind":"http-500"|"timeout","times":n}`; without `times` it is one.
  synchronized JsonNode add(JsonNode order) {
    for (String name : order.propertyNames()) {
      check(Set.of("kind", "times").contains(name), "a fault has kind and times, not " + name);
    }
    JsonNode times = order.path("times");
    check(
        times.isMissingNode() || (times.isInt() && times.intValue() >= 1 && times.intValue() <= MOST),
        "times is a whole number from 1 to " + MOST);
    Kind kind = kind(order.path("kind"));
    for (int i = 0; i < times.asInt(1); i++) {
      next.add(kind);
    }
    return state();
  }

  private static Kind kind(JsonNode written) {
    return Arrays.stream(Kind.values())
        .filter(known -> written.isString() && known.written().equals(written.stringValue()))
        .findFirst()
        .orElseThrow(() -> new Refusal(400, "unknown fault", "kind is one of http-500, timeout"));
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new Refusal(400, "unknown fault", rule);
    }
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
