package id.balas.ingest.setup;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Our entry in the channel's webhooks at the provider. The provider replaces that array as a
/// whole, so the entries of others are kept. It uses mode `body`: each call is a POST to one
/// address with the event in the body. So it works with proxies that reject PUT, PATCH or DELETE or
/// rewrite paths.
record OwnWebhook(URI url, Map<String, String> headers) {

  static final String MODE = "body";

  private static final JsonMapper JSON = new JsonMapper();

  /// Events that produce records or report the channel's state. `chats`, `contacts`, `presences`
  /// and `labels` would only be ignored.
  private static final Map<String, List<String>> EVENTS =
      Map.of(
          "messages", List.of("post", "put", "patch", "delete"),
          "statuses", List.of("post", "put"),
          "calls", List.of("post"),
          "channel", List.of("post", "patch"),
          "users", List.of("post", "delete"));

  /// The new array. Our entry replaces an older one of ours, or is appended.
  ArrayNode into(JsonNode webhooks) {
    ArrayNode next = JSON.createArrayNode();
    boolean placed = false;
    for (JsonNode entry : webhooks) {
      if (!isOurs(entry)) {
        next.add(entry);
      } else if (!placed) {
        next.add(json());
        placed = true;
      }
    }
    return placed ? next : next.add(json());
  }

  // An older entry may have another host name.
  private boolean isOurs(JsonNode entry) {
    return path(entry).equals(strip(url.getPath()));
  }

  /// Empty if the entry has no valid URL.
  static String path(JsonNode entry) {
    try {
      return strip(URI.create(entry.path("url").asString("")).getPath());
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static String strip(@Nullable String path) {
    return Objects.requireNonNullElse(path, "").replaceFirst("/+$", "");
  }

  private ObjectNode json() {
    ObjectNode entry = JSON.createObjectNode().put("url", url.toString()).put("mode", MODE);
    ArrayNode events = entry.putArray("events");
    new TreeMap<>(EVENTS)
        .forEach((type, methods) ->
            methods.forEach(m -> events.addObject().put("type", type).put("method", m)));
    ObjectNode all = entry.putObject("headers");
    headers.forEach(all::put);
    return entry;
  }

  /// The entries for admins: without header values, and without user info and query of the URL.
  static List<ObjectNode> shown(JsonNode webhooks) {
    List<ObjectNode> shown = new ArrayList<>();
    for (JsonNode entry : webhooks) {
      ObjectNode copy = JSON.createObjectNode();
      copy.put(
          "url",
          entry
              .path("url")
              .asString("")
              .replaceFirst("//[^/@]*@", "//")
              .replaceFirst("[?#].*$", ""));
      copy.put("mode", entry.path("mode").asString(MODE));
      ArrayNode events = copy.putArray("events");
      entry
          .path("events")
          .forEach(
              e -> events.add(e.path("type").asString("") + "." + e.path("method").asString("")));
      ArrayNode names = copy.putArray("headers");
      entry.path("headers").propertyNames().forEach(names::add);
      shown.add(copy);
    }
    return shown;
  }
}
