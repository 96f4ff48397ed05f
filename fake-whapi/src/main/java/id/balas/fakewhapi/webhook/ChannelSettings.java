package id.balas.fakewhapi.webhook;

import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The content of `GET` and `PATCH /settings`. Omitted keys stay unchanged; the webhooks are
/// replaced as a whole.
public final class ChannelSettings {

  private static final Set<String> NAMES =
      Set.of(
          "callback_backoff_delay_ms",
          "max_callback_backoff_delay_ms",
          "callback_persist",
          "media",
          "webhooks",
          "proxy",
          "offline_mode",
          "full_history");

  private final List<WebhookTarget> firstWebhooks;
  private ObjectNode values;
  private List<WebhookTarget> webhooks;

  public ChannelSettings(List<WebhookTarget> firstWebhooks) {
    this.firstWebhooks = List.copyOf(firstWebhooks);
    this.webhooks = this.firstWebhooks;
    this.values = defaults(this.firstWebhooks);
  }

  private static ObjectNode defaults(List<WebhookTarget> webhooks) {
    ObjectNode defaults =
        Json.object()
            .put("callback_backoff_delay_ms", 3_000)
            .put("max_callback_backoff_delay_ms", 900_000)
            .put("callback_persist", true);
    defaults.putObject("media").put("init_avatars", false).putArray("auto_download");
    defaults.set("webhooks", json(webhooks));
    return defaults.put("proxy", "").put("offline_mode", false).put("full_history", false);
  }

  private static ArrayNode json(List<WebhookTarget> webhooks) {
    ArrayNode list = Json.array();
    webhooks.forEach(webhook -> list.add(webhook.json()));
    return list;
  }

  public synchronized ObjectNode json() {
    return values.deepCopy();
  }

  synchronized List<WebhookTarget> webhooks() {
    return webhooks;
  }

  /// The delay after the nth failure: it grows by a constant step, up to a limit.
  public synchronized Duration backoff(int failures) {
    long millis = values.path("callback_backoff_delay_ms").asLong() * failures;
    return Duration.ofMillis(
        Math.min(millis, values.path("max_callback_backoff_delay_ms").asLong()));
  }

  synchronized boolean persistsCallbacks() {
    return values.path("callback_persist").asBoolean();
  }

  public synchronized boolean downloads(String type) {
    return values
        .path("media")
        .path("auto_download")
        .valueStream()
        .anyMatch(named -> named.asString("").equals(type));
  }

  /// Throws [ErrorResponseException] when a value is invalid; then nothing has changed.
  public synchronized ObjectNode patch(JsonNode order) {
    Parameters parameters = new Parameters(order);
    check(parameters);
    List<WebhookTarget> next =
        parameters.has("webhooks") ? targets(order.path("webhooks")) : webhooks;
    ObjectNode before = values.deepCopy();
    ObjectNode after = values.deepCopy();
    ArrayNode changes = Json.array();
    order.forEachEntry((name, value) -> {
      JsonNode set = name.equals("webhooks") ? json(next) : value;
      if (NAMES.contains(name) && !set.equals(before.path(name))) {
        after.set(name, set.deepCopy());
        changes.add(name);
      }
    });
    values = after;
    webhooks = next;
    ObjectNode response = Json.object();
    response.set("before_update", before);
    response.set("after_update", after.deepCopy());
    response.set("changes", changes);
    return response;
  }

  private static void check(Parameters parameters) {
    parameters.number("callback_backoff_delay_ms", 3_000, 15_000, 3_000);
    parameters.number("max_callback_backoff_delay_ms", 600_000, 3_600_000, 900_000);
    for (String flag : List.of("callback_persist", "offline_mode", "full_history")) {
      Parameters.check(!parameters.has(flag) || parameters.json().path(flag).isBoolean(), flag);
    }
    Parameters.check(
        !parameters.has("media") || parameters.json().path("media").isObject(), "media");
    Parameters.check(
        !parameters.has("webhooks") || parameters.json().path("webhooks").isArray(), "webhooks");
  }

  private static List<WebhookTarget> targets(JsonNode entries) {
    List<WebhookTarget> targets = new ArrayList<>();
    entries.forEach(entry -> targets.add(WebhookTarget.read(entry)));
    return List.copyOf(targets);
  }

  /// Throws [ErrorResponseException] when nothing was ever set.
  public synchronized void reset() {
    ObjectNode defaults = defaults(firstWebhooks);
    if (values.equals(defaults)) {
      throw new ErrorResponseException(409, "settings already reset", null);
    }
    values = defaults;
    webhooks = firstWebhooks;
  }
}
