package id.balas.ingest.setup;

import id.balas.whapi.WhapiClient;
import id.balas.whapi.WhapiUnavailableException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Telling the provider where our webhook is, and whether all is well, in words. The role is asked
/// for in SecurityConfiguration.
@RestController
@RequestMapping("/intake")
class SetupController {

  static final String WEBHOOK = "/webhook/whapi";

  private static final JsonMapper JSON = new JsonMapper();
  private static final String DEFAULT = "default";

  private final WhapiClient whapi;
  private final WebhookKey key;
  private final LastWebhook lastWebhook;

  SetupController(WhapiClient whapi, WebhookKey key, LastWebhook lastWebhook) {
    this.whapi = whapi;
    this.key = key;
    this.lastWebhook = lastWebhook;
  }

  record Registration(@Nullable String url, @Nullable String channel) {}

  /// The channel's webhooks before and after, without the values of their headers.
  record Registered(
      String channel, String summary, List<ObjectNode> before, List<ObjectNode> after) {}

  record ChannelHealth(
      String channel, boolean linked, boolean registered, List<String> sentences) {}

  /// `lastWebhookAt` is of this instance, and null until its first one.
  record Health(boolean ok, @Nullable Instant lastWebhookAt, List<ChannelHealth> channels) {}

  @PostMapping("/register")
  Registered register(@RequestBody Registration body) {
    if (key.isHmac()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "The webhook takes only signed calls and Whapi signs nothing: whoever signs stands between, and is registered "
              + "by hand. To be called by Whapi itself, set balas.webhook.authentication to header.");
    }
    URI url = url(body.url());
    String channel = body.channel() == null ? onlyChannel() : known(body.channel());
    JsonNode before = whapi.settings(channel).path("webhooks");
    ObjectNode change = JSON.createObjectNode();
    change.set("webhooks", new OwnWebhook(url, key.headers()).into(before));
    JsonNode after = whapi.changeSettings(channel, change).path("after_update").path("webhooks");
    after = after.isArray() ? after : whapi.settings(channel).path("webhooks");
    return new Registered(channel, summary(), OwnWebhook.shown(before), OwnWebhook.shown(after));
  }

  private String summary() {
    return key.headers().isEmpty()
        ? "Registered WITHOUT a secret, since WHAPI_SECRET is not set: anybody who knows the address can write."
        : "Registered, with the secret in the header " + key.secretHeader() + ".";
  }

  private static URI url(@Nullable String written) {
    try {
      URI url = URI.create(written == null ? "" : written.strip());
      boolean isWeb = Set.of("http", "https").contains(String.valueOf(url.getScheme()));
      if (isWeb
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getPath().endsWith(WEBHOOK)) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new ResponseStatusException(
        HttpStatus.BAD_REQUEST,
        "url must be the webhook's address as the internet sees it, such as https://balas.example.com"
            + WEBHOOK
            + ".");
  }

  private String onlyChannel() {
    Set<String> channels = whapi.channels();
    if (channels.contains(DEFAULT) || channels.size() != 1) {
      return known(DEFAULT);
    }
    return channels.iterator().next();
  }

  private String known(String channel) {
    if (!whapi.channels().contains(channel)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "No channel "
              + channel.replaceAll("[^\\w-]", "?")
              + " is set up: name one of "
              + whapi.channels()
              + ".");
    }
    return channel;
  }

  @GetMapping("/health")
  Health health() {
    List<ChannelHealth> channels = whapi.channels().stream().map(this::health).toList();
    boolean ok =
        !channels.isEmpty() && channels.stream().allMatch(c -> c.linked() && c.registered());
    return new Health(ok, lastWebhook.at(), channels);
  }

  private ChannelHealth health(String channel) {
    try {
      ChannelState state = ChannelState.of(whapi.health(channel));
      JsonNode own = own(whapi.settings(channel).path("webhooks"));
      return new ChannelHealth(
          channel, state.isLinked(), isGood(own), List.of(state.sentence(), sentence(own)));
    } catch (WhapiUnavailableException e) {
      return new ChannelHealth(
          channel, false, false, List.of("The provider cannot be asked: " + e.getMessage() + "."));
    }
  }

  private static JsonNode own(JsonNode webhooks) {
    return webhooks
        .valueStream()
        .filter(entry -> OwnWebhook.path(entry).endsWith(WEBHOOK))
        .findFirst()
        .orElse(JSON.missingNode());
  }

  private boolean isGood(JsonNode own) {
    return own.isObject() && hasSecret(own);
  }

  private boolean hasSecret(JsonNode own) {
    return key.isHmac()
        || key.headers().entrySet().stream()
            .allMatch(wanted -> has(own.path("headers"), wanted.getKey(), wanted.getValue()));
  }

  private static boolean has(JsonNode headers, String name, String value) {
    return headers
        .propertyStream()
        .anyMatch(header ->
            header.getKey().equalsIgnoreCase(name) && header.getValue().asString("").equals(value));
  }

  private String sentence(JsonNode own) {
    if (!own.isObject()) {
      return "Our webhook is NOT registered: POST /intake/register with its address.";
    }
    String where =
        OwnWebhook.shown(JSON.createArrayNode().add(own)).getFirst().path("url").asString("");
    return hasSecret(own)
        ? "Our webhook is registered as " + where + "."
        : "Our webhook is registered as "
            + where
            + ", but WITHOUT our secret: POST /intake/register again.";
  }

  @ExceptionHandler
  ProblemDetail on(WhapiUnavailableException cannot) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.BAD_GATEWAY,
        "Nothing was changed as far as is known: " + cannot.getMessage() + ".");
  }
}
