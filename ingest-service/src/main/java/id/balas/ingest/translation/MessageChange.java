package id.balas.ingest.translation;

import static id.balas.ingest.translation.WebhookPayload.text;

import id.balas.events.Content;
import id.balas.events.MessageChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An edit, a deletion or a vote, which the provider tells in two ways: as a message of type `action`, or as an update
/// with the message before and after.
record MessageChange(String id, String messageId, MessageChanged.Change change, JsonNode source) {

  static Optional<MessageChange> ofAction(JsonNode message) {
    JsonNode action = message.path("action");
    String target = ProviderIds.read(action, "target");
    if (!"action".equals(text(message, "type")) || target == null) {
      return Optional.empty();
    }
    String id = ProviderIds.read(message, "id");
    MessageChanged.Change change = ofAction(action, text(action, "type"));
    return change == null
        ? Optional.empty()
        : Optional.of(new MessageChange(id != null ? id : ProviderIds.ofItem(message), target, change, message));
  }

  static Optional<MessageChange> ofUpdate(JsonNode update) {
    String messageId = ProviderIds.read(update, "id");
    if (messageId == null) {
      return Optional.empty();
    }
    JsonNode after = update.path("after_update");
    JsonNode action = update.path("trigger").path("action");
    MessageChanged.Change change =
        after.isObject() && isEdit(action)
            ? new MessageChanged.Edited(ContentTranslator.translate(after))
            : ofAction(action, text(action, "type"));
    return change == null
        ? Optional.empty()
        : Optional.of(new MessageChange(ProviderIds.ofItem(update), messageId, change, update.path("trigger")));
  }

  private static MessageChanged.@Nullable Change ofAction(JsonNode action, @Nullable String type) {
    return switch (type) {
      case "edit", "edited" -> edited(action);
      case "delete" -> new MessageChanged.Deleted();
      case "vote" -> new MessageChanged.Voted(votes(action.path("votes")));
      case null, default -> null;
    };
  }

  // The message as it is now says more than what triggered it; a vote shows only in the trigger.
  private static boolean isEdit(JsonNode action) {
    String type = text(action, "type");
    return type == null || type.equals("edit") || type.equals("edited");
  }

  private static MessageChanged.Change edited(JsonNode action) {
    String body = text(action.path("edited_content"), "body");
    return new MessageChanged.Edited(
        body != null ? new Content.Text(body) : new Content.Unsupported("edited", action));
  }

  private static List<String> votes(JsonNode votes) {
    List<String> chosen = new ArrayList<>();
    votes.forEach(vote -> chosen.add(vote.asString("")));
    return chosen;
  }

  MessageChanged record(String channel, String chatId, @Nullable String sender, Instant receivedAt) {
    Instant sentAt = ProviderTime.read(source, "timestamp", receivedAt);
    return new MessageChanged(id, channel, chatId, messageId, sender, change, sentAt, receivedAt);
  }
}
