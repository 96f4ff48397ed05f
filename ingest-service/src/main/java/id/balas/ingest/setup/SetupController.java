package id.balas.ingest.setup;

import id.balas.ingest.setup.ChannelChecks.ChannelHealth;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import id.balas.whapi.WhapiClient;
import id.balas.whapi.WhapiUnavailableException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Registers our webhook at the provider, and checks each channel. SecurityConfiguration checks the
/// role.
@Tag(
    name = "Channel setup",
    description = "Registering our webhook at the provider, and the state of each channel.")
@RestController
@RequestMapping("/intake")
class SetupController {

  static final String WEBHOOK = "/webhook/whapi";

  private static final String REGISTERED =
      """
      {"channel":"default","summary":"Registered, with the secret in the header X-Webhook-Secret.","before":[],\
      "after":[{"url":"https://balas.example.com/webhook/whapi","mode":"body",\
      "events":["messages.post","statuses.post"],"headers":["X-Webhook-Secret"]}]}\
      """;
  private static final String HEALTHY =
      """
      {"ok":true,"lastWebhookAt":"2026-11-23T08:00:00Z","channels":[{"channel":"default","linked":true,\
      "registered":true,"sentences":["The number is linked.",\
      "Our webhook is registered as https://balas.example.com/webhook/whapi."]}]}\
      """;
  private static final JsonMapper JSON = new JsonMapper();
  private static final String DEFAULT = "default";

  private final WhapiClient whapi;
  private final WebhookKey key;
  private final ChannelChecks checks;
  private final LastWebhook lastWebhook;

  SetupController(
      WhapiClient whapi, WebhookKey key, ChannelChecks checks, LastWebhook lastWebhook) {
    this.whapi = whapi;
    this.key = key;
    this.checks = checks;
    this.lastWebhook = lastWebhook;
  }

  record Registration(
      @Schema(
              description = "The webhook's address as the internet sees it",
              example = "https://balas.example.com/webhook/whapi")
          @NotNull
          @PlainText(max = 2000)
          String url,
      @Schema(description = "Needed when there are several channels", example = "default")
          @PlainText
          @Nullable String channel) {}

  /// The channel's webhooks before and after, without header values.
  record Registered(
      String channel, String summary, List<ObjectNode> before, List<ObjectNode> after) {}

  /// `lastWebhookAt` is of this instance only, and null until its first webhook.
  record Health(boolean ok, @Nullable Instant lastWebhookAt, List<ChannelHealth> channels) {}

  @Operation(
      summary = "Register our webhook at the provider",
      description = "Replaces our older entry, and keeps the webhooks of others.")
  @ApiResponse(
      responseCode = "200",
      description = "The channel's webhooks before and after",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = Registered.class),
              examples = @ExampleObject(REGISTERED)))
  @ApiResponse(responseCode = "404", description = "The channel is not set up")
  @ApiResponse(
      responseCode = "409",
      description = "The webhook accepts signed calls only, and Whapi does not sign")
  @ApiResponse(responseCode = "502", description = "The provider refused or did not answer")
  @PostMapping("/register")
  Registered register(@Valid @RequestBody Registration body) {
    if (key.isHmac()) {
      throw ProblemException.conflict(
          "The webhook accepts signed calls only, and Whapi does not sign. Register the address of the program that "
              + "signs yourself, or set balas.webhook.authentication to header.");
    }
    URI url = url(body.url());
    String channel = body.channel() == null ? onlyChannel() : known(body.channel());
    try {
      return register(channel, url);
    } catch (WhapiUnavailableException e) {
      throw ProblemException.of(
          HttpStatus.BAD_GATEWAY, "The webhook may not be registered: " + e.getMessage() + ".");
    }
  }

  private Registered register(String channel, URI url) {
    JsonNode before = whapi.settings(channel).path("webhooks");
    ObjectNode change = JSON.createObjectNode();
    change.set("webhooks", new OwnWebhook(url, key.headers()).into(before));
    JsonNode after = whapi.changeSettings(channel, change).path("after_update").path("webhooks");
    after = after.isArray() ? after : whapi.settings(channel).path("webhooks");
    return new Registered(channel, summary(), OwnWebhook.shown(before), OwnWebhook.shown(after));
  }

  private String summary() {
    return key.headers().isEmpty()
        ? "Registered WITHOUT a secret, because WHAPI_SECRET is not set: anyone who knows the address can send messages."
        : "Registered, with the secret in the header " + key.secretHeader() + ".";
  }

  private static URI url(String written) {
    try {
      URI url = URI.create(written.strip());
      boolean isWeb = Set.of("http", "https").contains(String.valueOf(url.getScheme()));
      if (isWeb
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getPath().endsWith(WEBHOOK)) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // rejected below
    }
    throw ProblemException.invalid(
        "url",
        "must be the webhook's address as the internet sees it, such as https://balas.example.com"
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
      throw ProblemException.notFound(
          "The channel "
              + channel.replaceAll("[^\\w-]", "?")
              + " is not set up. Use one of "
              + String.join(", ", whapi.channels())
              + ".");
    }
    return channel;
  }

  @Operation(
      summary = "Check every channel",
      description = "Whether the number is linked and our webhook is registered, in sentences.")
  @ApiResponse(
      responseCode = "200",
      description = "The state of each channel",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = Health.class),
              examples = @ExampleObject(HEALTHY)))
  @GetMapping("/health")
  Health health() {
    List<ChannelHealth> channels = whapi.channels().stream().map(checks::check).toList();
    boolean ok =
        !channels.isEmpty() && channels.stream().allMatch(c -> c.linked() && c.registered());
    return new Health(ok, lastWebhook.at(), channels);
  }
}
