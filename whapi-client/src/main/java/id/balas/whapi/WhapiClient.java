package id.balas.whapi;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Client for queries that are not urgent: it waits and retries when the provider throttles. Every
/// query throws [WhapiUnavailableException] if there is no usable response; the caller retries
/// later.
public final class WhapiClient {

  private static final int MOST_TRIES = 4;

  private final WhapiHttp http;
  private final Duration longestWait;
  private final Map<String, ChannelSetting> channels = new LinkedHashMap<>();

  /// `longestWait` limits each pause after a 429 response.
  public WhapiClient(WhapiProperties settings, WhapiHttp http, Duration longestWait) {
    this.http = http;
    this.longestWait = longestWait;
    settings.all().forEach(channel -> channels.put(channel.name(), channel));
  }

  public Set<String> channels() {
    return channels.keySet();
  }

  /// Returns the provider's name for the state, such as `AUTH` or `QR`. The query does not start a
  /// stopped channel. It also throws [WhapiUnavailableException] if webhooks of this token would be
  /// attributed to another channel.
  public String health(String channel) {
    JsonNode health = get(channel, "/health?wakeup=false");
    requireKnownBy(channel, health.path("channel_id").asString(""));
    return health.path("status").path("text").asString("");
  }

  private void requireKnownBy(String channel, String providerId) {
    ChannelSetting setting = channels.get(channel);
    String expected = setting == null ? null : setting.providerId();
    boolean takesTheRest =
        channels.values().stream().filter(one -> one.providerId() == null).count() == 1;
    if (expected == null ? !takesTheRest : !providerId.isEmpty() && !expected.equals(providerId)) {
      throw new WhapiUnavailableException(
          "the provider calls this channel %s: write %s:token:%s into WHAPI_CHANNELS, so that its webhooks are recognized"
              .formatted(providerId, channel, providerId));
    }
  }

  public JsonNode settings(String channel) {
    return get(channel, "/settings");
  }

  /// The provider keeps absent fields, but replaces `webhooks` as a whole.
  public JsonNode changeSettings(String channel, JsonNode change) {
    return patiently(() -> http.patch(channel, "/settings", change.toString()));
  }

  public JsonNode get(String channel, String path) {
    return patiently(() -> http.get(channel, path));
  }

  private interface Call {
    WhapiAnswer answer();
  }

  private JsonNode patiently(Call call) {
    WhapiAnswer answer = call.answer();
    for (int i = 1; answer.failure() == WhapiFailure.THROTTLED && i < MOST_TRIES; i++) {
      pause(answer.retryAfter(), i);
      answer = call.answer();
    }
    if (!answer.isOk()) {
      throw new WhapiUnavailableException(answer.explanation());
    }
    JsonNode json = answer.json();
    if (!json.isObject() && !json.isArray()) {
      throw new WhapiUnavailableException(
          "the provider answered " + answer.status() + " without valid JSON");
    }
    return json;
  }

  private void pause(@Nullable Duration wanted, int tries) {
    Duration wait = Objects.requireNonNullElse(wanted, Duration.ofSeconds(1L << tries));
    try {
      Thread.sleep(wait.compareTo(longestWait) < 0 ? wait : longestWait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WhapiUnavailableException("interrupted", e);
    }
  }
}
