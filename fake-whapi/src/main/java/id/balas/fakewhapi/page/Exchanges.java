package id.balas.fakewhapi.page;

import id.balas.fakewhapi.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The raw calls and webhooks of the latest messages, for debugging.
public final class Exchanges {

  private static final int MAX_MESSAGES = 2_000;
  private static final int MAX_PER_MESSAGE = 50;

  private final Map<String, List<Exchange>> byMessage =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Exchange>> eldest) {
          return size() > MAX_MESSAGES;
        }
      };

  public synchronized void add(String messageId, Exchange exchange) {
    List<Exchange> exchanges = byMessage.computeIfAbsent(messageId, _ -> new ArrayList<>(2));
    if (exchanges.size() < MAX_PER_MESSAGE) {
      exchanges.add(exchange);
    }
  }

  public synchronized ObjectNode json(String messageId) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("exchanges");
    byMessage.getOrDefault(messageId, List.of()).forEach(exchange -> list.add(exchange.json()));
    return json;
  }

  public synchronized void clear() {
    byMessage.clear();
  }
}
