package id.balas.fakewhapi.model;

import id.balas.fakewhapi.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/// What each chat was shown of our presence, such as "typing…", in the order of the calls.
public final class Presences {

  private static final int MOST = 1_000;

  private record Shown(String chatId, String presence, double delay, Instant at) {}

  private final List<Shown> shown = new ArrayList<>();

  /// `delay` is in seconds.
  public synchronized void add(String chatId, String presence, double delay) {
    if (shown.size() == MOST) {
      shown.removeFirst();
    }
    shown.add(new Shown(chatId, presence, delay, Instant.now()));
  }

  public synchronized ArrayNode json() {
    ArrayNode list = Json.array();
    shown.forEach(one ->
        list.addObject()
            .put("chatId", one.chatId())
            .put("presence", one.presence())
            .put("delay", one.delay())
            .put("at", one.at().toString()));
    return list;
  }
}
