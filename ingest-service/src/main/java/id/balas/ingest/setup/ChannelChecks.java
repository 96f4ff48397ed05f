package id.balas.ingest.setup;

import id.balas.whapi.WhapiClient;
import id.balas.whapi.WhapiUnavailableException;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks whether a channel's number is linked and our webhook is registered. The results are
/// sentences for admins.
@Component
class ChannelChecks {

  private static final JsonMapper JSON = new JsonMapper();

  private final WhapiClient whapi;
  private final WebhookKey key;

  ChannelChecks(WhapiClient whapi, WebhookKey key) {
    this.whapi = whapi;
    this.key = key;
  }

  record ChannelHealth(
      String channel, boolean linked, boolean registered, List<String> sentences) {}

  /// Does not throw if the provider fails; the result says so.
  ChannelHealth check(String channel) {
    try {
      ChannelState state = ChannelState.of(whapi.health(channel));
      JsonNode own = own(whapi.settings(channel).path("webhooks"));
      return new ChannelHealth(
          channel, state.isLinked(), isGood(own), List.of(state.sentence(), sentence(own)));
    } catch (WhapiUnavailableException e) {
      return new ChannelHealth(
          channel, false, false, List.of("The provider does not respond: " + e.getMessage() + "."));
    }
  }

  private static JsonNode own(JsonNode webhooks) {
    return webhooks
        .valueStream()
        .filter(entry -> OwnWebhook.path(entry).endsWith(SetupController.WEBHOOK))
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
}
