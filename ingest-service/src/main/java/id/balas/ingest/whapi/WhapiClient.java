package id.balas.ingest.whapi;

import id.balas.service.settings.ChannelSetting;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What the intake asks the provider. Every question throws [CannotAsk] when there is no answer
/// that can be used; "too many requests" alone is waited out here, for everything else the caller
/// comes again later.
@Component
public class WhapiClient {

  private static final Logger log = LoggerFactory.getLogger(WhapiClient.class);
  private static final int MOST_TRIES = 4;
  private static final String TOO_LARGE = "body exceeds capacity"; // as the JDK's client words it

  private final WhapiProperties settings;
  private final WhapiHttp http;
  private final ProviderClock providerClock;
  private final Clock clock;
  private final Map<String, ChannelSetting> channels = new LinkedHashMap<>();

  WhapiClient(WhapiProperties settings, WhapiHttp http, ProviderClock providerClock, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.providerClock = providerClock;
    this.clock = clock;
    for (ChannelSetting channel : settings.all()) {
      channels.put(channel.name(), channel);
    }
    if (channels.isEmpty()) {
      log.warn("WHAPI_TOKEN is not set: NOBODY looks for messages that the webhook missed");
    }
  }

  /// The answer is larger than one may be: ask for less at once.
  static final class TooLarge extends CannotAsk {
    TooLarge(Throwable cause) {
      super("the provider's answer is too large", cause);
    }
  }

  public Set<String> channels() {
    return channels.keySet();
  }

  /// The state in the provider's words, such as `AUTH` or `QR`. Asking does not start a channel
  /// that was stopped. Throws [CannotAsk], too, where the webhooks of this token would be taken for
  /// another channel's.
  public String health(String channel) {
    JsonNode health = get(channel, "/health?wakeup=false");
    requireKnownBy(channel, health.path("channel_id").asString(""));
    return health.path("status").path("text").asString("");
  }

  private void requireKnownBy(String channel, String providerId) {
    String told = setting(channel).providerId();
    boolean takesTheRest =
        channels.values().stream().filter(one -> one.providerId() == null).count() == 1;
    if (told == null ? !takesTheRest : !providerId.isEmpty() && !told.equals(providerId)) {
      throw new CannotAsk(
          "the provider calls this channel %s: write %s:token:%s into WHAPI_CHANNELS, so that its webhooks are known"
              .formatted(providerId, channel, providerId),
          null);
    }
  }

  public JsonNode settings(String channel) {
    return get(channel, "/settings");
  }

  /// What is left out stays, but `webhooks` is replaced as a whole.
  public JsonNode changeSettings(String channel, JsonNode change) {
    return ask(
        channel,
        request(channel, "/settings")
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(change.toString()))
            .build());
  }

  JsonNode get(String channel, String path) {
    return ask(channel, request(channel, path).GET().build());
  }

  private HttpRequest.Builder request(String channel, String path) {
    return http.request(setting(channel).token(), path);
  }

  private ChannelSetting setting(String channel) {
    ChannelSetting setting = channels.get(channel);
    if (setting == null) {
      throw new CannotAsk("WHAPI_CHANNELS names no channel " + channel, null);
    }
    return setting;
  }

  private JsonNode ask(String channel, HttpRequest request) {
    WhapiAnswer answer = send(channel, request);
    for (int i = 1; answer.status() == 429 && i < MOST_TRIES; i++) {
      pause(answer.retryAfter(clock.instant()), i);
      answer = send(channel, request);
    }
    JsonNode json = answer.json();
    if (answer.status() != 200 && answer.status() != 201) {
      throw new CannotAsk(answer.trouble(), null);
    }
    if (!json.isObject() && !json.isArray()) {
      throw new CannotAsk(
          "the provider answered " + answer.status() + " with something that is no JSON", null);
    }
    return json;
  }

  private WhapiAnswer send(String channel, HttpRequest request) {
    try {
      WhapiAnswer answer = http.send(request);
      if (answer.at() != null) {
        providerClock.told(channel, answer.at());
      }
      return answer;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains(TOO_LARGE)) {
        throw new TooLarge(e);
      }
      throw new CannotAsk("the provider does not answer (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private void pause(@Nullable Duration wanted, int tries) {
    Duration wait = Objects.requireNonNullElse(wanted, Duration.ofSeconds(1L << tries));
    try {
      Thread.sleep(wait.compareTo(settings.longestWait()) < 0 ? wait : settings.longestWait());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotAsk("interrupted", e);
    }
  }
}
