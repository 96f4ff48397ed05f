package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.events.MessageChanged;
import id.balas.events.value.Content;
import id.balas.whapi.content.ContentTranslator;
import id.balas.whapi.content.ProviderIds;
import id.balas.whapi.content.RawJson;
import id.balas.whapi.content.StorableText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An edit, a deletion or a vote. The provider reports it in several ways: as a message of type
/// `action`, as an update with the message before and after, or as the current message. `source` is
/// the JSON with the author and the time.
record MessageChange(String id, String messageId, MessageChanged.Change change, JsonNode source) {

  private static final int MOST_OPTIONS = 100;
  private static final int LONGEST_OPTION = 1_000;

  static @Nullable MessageChange ofAction(JsonNode message) {
    if (!"action".equals(text(message, "type"))) {
      return null;
    }
    JsonNode action = message.path("action");
    String target = ProviderIds.read(action, "target");
    if (target == null) {
      return null;
    }
    MessageChanged.Change change = done(action, message);
    String id = ProviderIds.read(message, "id");
    return change == null
        ? null
        : new MessageChange(id != null ? id : ProviderIds.ofItem(message), target, change, message);
  }

  /// Returns null if nothing changed that a reader would see; a star is such an update.
  static @Nullable MessageChange ofUpdate(JsonNode update) {
    JsonNode after = update.path("after_update");
    JsonNode trigger = update.path("trigger");
    String messageId = ProviderIds.read(update, "id");
    messageId = messageId != null ? messageId : ProviderIds.read(after, "id");
    JsonNode action = trigger.path("action");
    MessageChanged.Change change =
        isEdit(action) ? edited(update.path("before_update"), after, action) : done(action, after);
    return change == null || messageId == null
        ? null
        : new MessageChange(idOf(update, messageId), messageId, change, trigger);
  }

  static @Nullable MessageChange ofMessage(
      JsonNode message, MessageChanged.@Nullable Change change) {
    String messageId = ProviderIds.read(message, "id");
    return messageId == null || change == null
        ? null
        : new MessageChange(ProviderIds.ofItem(message), messageId, change, message);
  }

  // The action that triggered the update is a message with its own id. A gap scan finds it by that
  // id.
  private static String idOf(JsonNode update, String messageId) {
    String ofTrigger = ProviderIds.read(update.path("trigger"), "id");
    return ofTrigger == null || ofTrigger.equals(messageId)
        ? ProviderIds.ofItem(update)
        : ofTrigger;
  }

  private static MessageChanged.@Nullable Change done(JsonNode action, JsonNode message) {
    return switch (text(action, "type")) {
      case "edit", "edited" -> new MessageChanged.Edited(rewritten(action));
      case "delete" -> new MessageChanged.Deleted();
      case "vote" ->
          new MessageChanged.Voted(
              votes(action.path("votes"), message.path("poll").path("results")));
      case null, default -> null;
    };
  }

  // A vote is only in the trigger.
  private static boolean isEdit(JsonNode action) {
    String type = text(action, "type");
    return type == null || type.equals("edit") || type.equals("edited");
  }

  // The current message has more detail than its trigger.
  private static MessageChanged.@Nullable Change edited(
      JsonNode before, JsonNode after, JsonNode action) {
    if (!hasContent(after)) {
      Content content = editedContent(action);
      return content == null ? null : new MessageChanged.Edited(content);
    }
    String type = ContentTranslator.type(after);
    return ContentTranslator.bodyOf(after, type).equals(ContentTranslator.bodyOf(before, type))
        ? null
        : new MessageChanged.Edited(ContentTranslator.translate(after));
  }

  /// An edit without content would erase the text.
  static boolean hasContent(JsonNode message) {
    JsonNode body = ContentTranslator.bodyOf(message);
    return body.isObject() && !body.isEmpty();
  }

  private static Content rewritten(JsonNode action) {
    Content content = editedContent(action);
    return content != null ? content : new Content.Unsupported("edited", RawJson.kept(action));
  }

  private static @Nullable Content editedContent(JsonNode action) {
    JsonNode edited = action.path("edited_content");
    String type = text(action, "edited_type");
    Content content = ContentTranslator.known(type == null ? "text" : type, edited);
    String body = content == null ? text(edited, "body") : null;
    return body != null ? new Content.Text(body) : content;
  }

  // Uses option names if the poll is included: an id means nothing to a reader.
  private static List<String> votes(JsonNode votes, JsonNode results) {
    List<String> chosen = new ArrayList<>();
    for (JsonNode vote : votes) {
      if (chosen.size() < MOST_OPTIONS) {
        chosen.add(StorableText.shortened(nameOf(vote.asString(""), results), LONGEST_OPTION));
      }
    }
    return chosen;
  }

  private static String nameOf(String option, JsonNode results) {
    for (JsonNode result : results) {
      String name = text(result, "name");
      if (name != null && option.equals(text(result, "id"))) {
        return name;
      }
    }
    return option;
  }

  MessageChanged record(ReceiveContext context, String chatId) {
    return new MessageChanged(
        id,
        context.channel(),
        chatId,
        messageId,
        context.senderOf(source, chatId),
        change,
        context.time(source),
        context.receivedAt());
  }
}
