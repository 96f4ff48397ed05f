package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.whapi.content.ProviderIds;
import id.balas.whapi.content.StorableText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Translates the delivery status of a message. The message is ours, or a customer's that was read
/// on our phone.
final class StatusTranslator {

  private static final int LONGEST_REASON = 500;

  private StatusTranslator() {}

  static TranslatedBody.Item translate(JsonNode status, ReceiveContext context) {
    String id = ProviderIds.read(status, "id");
    Status meaning = meaning(text(status, "status"), status.path("code"));
    if (id == null || meaning == null) {
      return !status.isObject()
          ? Ignored.MALFORMED
          : id == null ? Ignored.WITHOUT_ID : Ignored.UNKNOWN_STATUS;
    }
    return new TranslatedBody.Kept(
        MessageStatus.of(
            context.channel(),
            context.chat(text(status, "recipient_id")),
            id,
            null,
            meaning,
            context.chat(text(status, "viewer_id")),
            context.time(status),
            reason(status.path("errors").path(0))));
  }

  // The provider documents only two of its codes, so a status name takes precedence.
  private static @Nullable Status meaning(@Nullable String word, JsonNode code) {
    if (word == null) {
      return switch (code.asInt(0)) {
        case 3 -> Status.DELIVERED;
        case 4 -> Status.READ;
        default -> null;
      };
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "pending" -> Status.PENDING;
      case "sent" -> Status.SENT;
      case "delivered" -> Status.DELIVERED;
      case "read" -> Status.READ;
      case "played" -> Status.PLAYED;
      case "failed" -> Status.FAILED;
      case "deleted" -> Status.DELETED;
      default -> null;
    };
  }

  private static @Nullable String reason(JsonNode error) {
    String message = text(error, "message");
    String code = text(error, "code");
    String reason = message != null ? message : code == null ? null : "code " + code;
    return reason == null ? null : StorableText.shortened(reason, LONGEST_REASON);
  }
}
