package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reports that messages may have been missed. It is published as an application event and triggers
/// a gap scan. `channel` is null if any channel may be affected. `reason` is for admins, such as "a
/// body was too large".
public record PossibleGap(@Nullable String channel, String reason) implements TranslatedBody.Item {

  private static final Set<String> STATES =
      Set.of("NOT_INIT", "INIT", "LAUNCH", "QR", "AUTH", "ERROR", "SYNC_ERROR");

  // Every state change is a possible gap: messages may have been missed while the channel was down.
  static PossibleGap ofHealth(String channel, JsonNode health) {
    JsonNode status = health.path("status");
    String text = status.isString() ? status.stringValue() : text(status, "text");
    String state = text == null ? "" : text.toUpperCase(Locale.ROOT);
    return new PossibleGap(
        channel,
        "the provider reports the channel state " + (STATES.contains(state) ? state : "OTHER"));
  }

  static PossibleGap ofQrCode(String channel) {
    return new PossibleGap(channel, "the channel's number must be linked by QR code");
  }

  static PossibleGap ofUser(String channel, String method) {
    return new PossibleGap(
        channel,
        method.equalsIgnoreCase("delete")
            ? "the channel's number was unlinked"
            : "a number was linked to the channel");
  }

  // An error's message may contain phone numbers, so only its code is kept.
  static PossibleGap ofErrors(String channel, JsonNode errors) {
    JsonNode code = errors.path(0).path("code");
    String first = code.isInt() ? ", first code " + code.intValue() : "";
    return new PossibleGap(channel, "the provider reports " + errors.size() + " error(s)" + first);
  }
}
