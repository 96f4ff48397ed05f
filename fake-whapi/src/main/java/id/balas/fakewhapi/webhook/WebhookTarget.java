package id.balas.fakewhapi.webhook;

import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One webhook of a channel: its address, mode, events and headers.
public record WebhookTarget(
    String url, String mode, @Nullable Set<String> events, Map<String, String> headers) {

  private static final int MAX_HEADERS = 5;
  private static final Set<String> METHODS = Set.of("post", "put", "patch", "delete");
  private static final Map<String, String> OLD_NAMES =
      Map.of("message", "messages", "ack", "statuses", "status", "statuses", "chat", "chats");

  /// Throws [ErrorResponseException] when the provider would.
  public static WebhookTarget read(JsonNode entry) {
    Parameters parameters = new Parameters(entry);
    String url = parameters.text("url");
    Parameters.check(url.matches("https?://[^\\s]+") && isUri(url), "webhooks.url");
    String mode = parameters.oneOf("mode", "body", "path", "method");
    Map<String, String> headers = new TreeMap<>();
    entry.path("headers").forEachEntry((name, value) -> headers.put(name, headerValue(value)));
    Parameters.check(headers.size() <= MAX_HEADERS, "webhooks.headers");
    return new WebhookTarget(
        url, mode == null ? "body" : mode, events(entry.path("events")), headers);
  }

  private static boolean isUri(String url) {
    try {
      return URI.create(url).getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String headerValue(JsonNode value) {
    Parameters.check(value.isString(), "webhooks.headers");
    return value.stringValue();
  }

  // Without a list it gets every event.
  private static @Nullable Set<String> events(JsonNode list) {
    if (Json.isAbsent(list)) {
      return null;
    }
    Parameters.check(list.isArray(), "webhooks.events");
    Set<String> events = new HashSet<>();
    for (JsonNode event : list) {
      String type = event.path("type").asString("");
      String method = event.path("method").asString("post").toLowerCase(Locale.ROOT);
      Parameters.check(!type.isEmpty() && METHODS.contains(method), "webhooks.events");
      events.add(OLD_NAMES.getOrDefault(type, type) + "." + method);
    }
    return events;
  }

  boolean isSubscribedTo(Notice notice) {
    return events == null || events.contains(notice.type() + "." + notice.method());
  }

  /// The request that reports an event, with `body` from [#body].
  HttpUriRequestBase request(String type, String method, byte[] body) {
    String verb = mode.equals("method") ? method.toUpperCase(Locale.ROOT) : "POST";
    var request = new HttpUriRequestBase(verb, URI.create(address(type, method)));
    request.setEntity(new ByteArrayEntity(body, null));
    request.setHeader("Content-Type", "application/json");
    headers.forEach(request::setHeader);
    return request;
  }

  String address(String type, String method) {
    return switch (mode) {
      case "path" -> url + "/" + type + "/" + method;
      case "method" -> url + "/" + type;
      default -> url;
    };
  }

  /// In mode `body`, the body names the event; in the others, the address or the HTTP method does.
  byte[] body(String type, String method, ObjectNode body) {
    if (!mode.equals("body")) {
      return Json.write(body);
    }
    ObjectNode sent = body.deepCopy();
    sent.remove("channel_id");
    sent.putObject("event").put("type", type).put("event", method);
    sent.set("channel_id", body.path("channel_id"));
    return Json.write(sent);
  }

  public ObjectNode json() {
    ObjectNode json = Json.object().put("url", url).put("mode", mode);
    if (events != null) {
      ArrayNode list = json.putArray("events");
      for (String event : new TreeSet<>(events)) {
        int dot = event.indexOf('.');
        list.addObject()
            .put("type", event.substring(0, dot))
            .put("method", event.substring(dot + 1));
      }
    }
    ObjectNode all = json.putObject("headers");
    headers.forEach(all::put);
    return json;
  }
}
