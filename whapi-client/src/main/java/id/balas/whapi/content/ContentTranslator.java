package id.balas.whapi.content;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.events.value.Content;
import id.balas.events.value.Content.Media;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Translates a provider message of any type to [Content]. The set of types is open. A message of
/// an unknown type, or without a required field, is kept as raw JSON.
public final class ContentTranslator {

  /// The content type of a notice: the provider, not a person, wrote it. It is recorded and never
  /// answered.
  public static final String NOTICE = "notice";

  private static final int LONGEST_RECORDING = 1_000_000;

  private ContentTranslator() {}

  public static Content translate(JsonNode message) {
    String type = type(message);
    boolean notice = isNotice(message, type);
    Content content = notice ? null : known(type, bodyOf(message, type));
    if (content instanceof Media media && message.path("view_once").asBoolean(false)) {
      return media.once();
    }
    if (content != null) {
      return content;
    }
    return new Content.Unsupported(notice ? NOTICE : kind(message, type), RawJson.kept(message));
  }

  /// Translates one of our own messages from the provider's list. Unlike [#translate], the result
  /// is never a notice, even if the provider does not say how the message was sent.
  public static Content sent(JsonNode message) {
    String type = type(message);
    Content content = known(type, bodyOf(message, type));
    return content != null
        ? content
        : new Content.Unsupported(kind(message, type), RawJson.kept(message));
  }

  public static JsonNode bodyOf(JsonNode message) {
    return bodyOf(message, type(message));
  }

  /// The object with the content, under the key named after the type.
  public static JsonNode bodyOf(JsonNode message, String type) {
    JsonNode body = message.path(type);
    return body.isMissingNode() && type.equals("documentWithCaption")
        ? message.path("document")
        : body;
  }

  // Third-party tools omit the type. Then the key that is present determines it.
  public static String type(JsonNode message) {
    String type = text(message, "type");
    if (type != null) {
      return type;
    }
    return message.has("text") ? "text" : message.has("link_preview") ? "link_preview" : "unknown";
  }

  // The kind of an action is the action's own type.
  private static String kind(JsonNode message, String type) {
    String done = type.equals("action") ? text(message.path("action"), "type") : null;
    return StorableText.shortened(done == null ? type : done, 100);
  }

  // Pinning a message or turning on disappearing messages is a notice too.
  private static boolean isNotice(JsonNode message, String type) {
    String source = text(message, "source");
    if (type.equals("system") || "system".equalsIgnoreCase(source)) {
      return true;
    }
    if (type.equals("action")) {
      String done = text(message.path("action"), "type");
      return "pin".equals(done) || "unpin".equals(done) || "ephemeral".equals(done);
    }
    boolean nobody = source == null || source.equalsIgnoreCase("unknown");
    return nobody && message.path("from_me").asBoolean(false);
  }

  /// The content of a body of this type. Null if the type is unknown or a required field is
  /// missing.
  public static @Nullable Content known(String type, JsonNode body) {
    return switch (type) {
      case "text", "link_preview" -> words(body.path("body"));
      case "interactive", "hsm", "buttons", "list", "carousel" ->
          wordsAmongButtons(body.path("body"));
      case "image" -> media(Media.Kind.IMAGE, body);
      case "video" -> media(Media.Kind.VIDEO, body);
      case "gif" -> media(Media.Kind.GIF, body);
      case "short" -> media(Media.Kind.SHORT, body);
      case "audio" -> media(Media.Kind.AUDIO, body);
      case "voice" -> media(Media.Kind.VOICE, body);
      case "document", "documentWithCaption" -> media(Media.Kind.DOCUMENT, body);
      case "sticker" -> media(Media.Kind.STICKER, body);
      case "location" -> location(body, null);
      case "live_location" -> location(body, true);
      case "contact" -> contact(body);
      case "contact_list" -> onlyContact(body.path("list"));
      case "reply" -> choice(body);
      case "action" -> reaction(body);
      default -> null;
    };
  }

  private static @Nullable Content words(JsonNode words) {
    return words.isString() ? new Content.Text(words.stringValue()) : null;
  }

  private static @Nullable Content wordsAmongButtons(JsonNode body) {
    return words(body.isObject() ? body.path("text") : body);
  }

  private static @Nullable Content media(Media.Kind kind, JsonNode body) {
    if (!body.isObject()) {
      return null;
    }
    String mimeType = text(body, "mime_type");
    String fileName = text(body, "file_name");
    JsonNode size = body.path("file_size");
    return new Media(
        kind,
        text(body, "id"),
        text(body, "link"),
        mimeType == null ? "application/octet-stream" : mimeType,
        fileName == null ? text(body, "filename") : fileName,
        text(body, "caption"),
        size.isIntegralNumber() && size.canConvertToLong() ? size.longValue() : null,
        seconds(body),
        body.path("view_once").asBoolean(false) ? true : null);
  }

  private static @Nullable Integer seconds(JsonNode body) {
    double seconds = body.path("seconds").asDouble(Double.NaN);
    return seconds >= 1 && seconds <= LONGEST_RECORDING ? (int) seconds : null;
  }

  private static @Nullable Content location(JsonNode body, @Nullable Boolean live) {
    double latitude = body.path("latitude").asDouble(Double.NaN);
    double longitude = body.path("longitude").asDouble(Double.NaN);
    boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    String name = text(body, "name");
    return onEarth
        ? new Content.Location(
            latitude,
            longitude,
            name == null ? text(body, "caption") : name,
            text(body, "address"),
            live)
        : null;
  }

  private static @Nullable Content contact(JsonNode body) {
    String name = text(body, "name");
    return name == null ? null : new Content.Contact(name, text(body, "vcard"));
  }

  // `Content.Contact` holds one card. Several cards are kept as raw JSON.
  private static @Nullable Content onlyContact(JsonNode list) {
    return list.size() == 1 ? contact(list.path(0)) : null;
  }

  // The provider prefixes our ids: "ButtonsV3:mine" or "ListV3:mine". Without an id, the title is
  // kept as text.
  private static @Nullable Content choice(JsonNode reply) {
    JsonNode chosen = chosen(reply);
    String id = text(chosen, "id");
    String title = text(chosen, "title");
    if (title == null) {
      return null;
    }
    if (id == null) {
      return new Content.Text(title);
    }
    String own = id.substring(id.indexOf(':') + 1);
    return new Content.Choice(own.isBlank() ? id : own, title);
  }

  // Some tools omit the type of the reply.
  private static JsonNode chosen(JsonNode reply) {
    JsonNode chosen = reply.path(String.valueOf(text(reply, "type")));
    return chosen.isObject()
        ? chosen
        : reply.has("buttons_reply") ? reply.path("buttons_reply") : reply.path("list_reply");
  }

  private static @Nullable Content reaction(JsonNode action) {
    String target = ProviderIds.read(action, "target");
    if (target == null || !"reaction".equals(text(action, "type"))) {
      return null;
    }
    return new Content.Reaction(target, action.path("emoji").asString(""));
  }
}
