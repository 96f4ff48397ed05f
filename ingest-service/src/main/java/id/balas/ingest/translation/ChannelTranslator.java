package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import tools.jackson.databind.JsonNode;

/// What the provider says of the channel itself and of the number that is linked to it. While it
/// was away, messages may have been missed; so they may have been when it comes back.
final class ChannelTranslator {

  private ChannelTranslator() {}

  static void health(JsonNode health, Arrival arrival, Intake intake) {
    JsonNode status = health.path("status");
    ChannelState state =
        ChannelState.of(status.isString() ? status.stringValue() : text(status, "text"));
    intake.news(arrival.channel(), state);
    intake.trouble(arrival.channel(), "the provider says that the channel is " + state);
  }

  static void qr(Arrival arrival, Intake intake) {
    intake.news(arrival.channel(), ChannelState.QR);
    intake.trouble(
        arrival.channel(), "the provider waits for the channel's number to be linked by QR code");
  }

  static void user(String method, Arrival arrival, Intake intake) {
    boolean unlinked = method.equalsIgnoreCase("delete");
    if (unlinked) {
      intake.news(arrival.channel(), ChannelState.QR);
    }
    String reason =
        unlinked ? "the channel's number was unlinked" : "a number was linked to the channel";
    intake.trouble(arrival.channel(), reason);
  }

  // Its words may say whose message it was.
  static void errors(JsonNode errors, Arrival arrival, Intake intake) {
    if (errors.isEmpty()) {
      return;
    }
    JsonNode code = errors.path(0).path("code");
    String first = code.isInt() ? ", first code " + code.intValue() : "";
    intake.trouble(
        arrival.channel(), "the provider reports " + errors.size() + " error(s)" + first);
  }
}
