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

/// Our entry in the channel's webhooks at the provider, which replaces that array as a whole: the
/// entries of others are kept as they are. It asks for mode `body`: each call is a plain POST to
/// one address and names its event inside, so that nothing is lost where a proxy refuses PUT, PATCH
/// or DELETE or rewrites a path.
record OwnWebhook(URI url, Map<String, String> headers) {

  static final String MODE = "body";

  private static final JsonMapper JSON = new JsonMapper();

  /// What there is to be told, as far as it makes records or says something of the channel.
  /// `chats`, `contacts`, `presences` and `labels` would only be ignored.
  private static final Map<String, List<String>> EVENTS =
      Map.of(
          "messages", List.of("post", "put", "patch", "delete"),
          "statuses", List.of("post", "put"),
          "calls", List.of("post"),
          "channel", List.of("post", "patch"),
          "users", List.of("post", "delete"));

  /// The array as it shall be: ours in the place of an older one of ours, or at the end.
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

  // An older one may stand under another host's name.
  private boolean isOurs(JsonNode entry) {
    return path(entry).equals(strip(url.getPath()));
  }

  /// Empty where the entry has no address that can be read.
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

  /// For people: the same without the values of headers, and without what an address says of user
  /// and query.
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
