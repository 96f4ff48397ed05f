package id.balas.ingest.translation;

import static id.balas.ingest.translation.WebhookPayload.text;

import id.balas.events.Content;
import id.balas.events.Content.Media;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One message of the provider, whatever its type, becomes [Content]; the set of types is open, so what is unknown or
/// lacks what its type needs is kept as it came.
final class ContentTranslator {

  /// The content's type for what the provider, not a person, says in a chat: recorded, never answered.
  static final String NOTICE = "notice";

  private static final Map<String, Media.Kind> MEDIA =
      Map.of(
          "image", Media.Kind.IMAGE,
          "video", Media.Kind.VIDEO,
          "gif", Media.Kind.GIF,
          "short", Media.Kind.SHORT,
          "audio", Media.Kind.AUDIO,
          "voice", Media.Kind.VOICE,
          "document", Media.Kind.DOCUMENT,
          "sticker", Media.Kind.STICKER);

  private ContentTranslator() {}

  static Content translate(JsonNode message) {
    String type = type(message);
    Content content = isNotice(message, type) ? null : known(type, message);
    return content != null ? content : new Content.Unsupported(isNotice(message, type) ? NOTICE : type, message);
  }

  // Third-party tools leave the type out: then the key that is there tells.
  private static String type(JsonNode message) {
    String type = text(message, "type");
    if (type != null) {
      return type.equals("documentWithCaption") ? "document" : type;
    }
    return message.has("text") ? "text" : message.has("link_preview") ? "link_preview" : "unknown";
  }

  private static boolean isNotice(JsonNode message, String type) {
    String source = text(message, "source");
    String from = source == null ? "unknown" : source.toLowerCase(Locale.ROOT);
    boolean fromUs = message.path("from_me").asBoolean(false);
    return type.equals("system") || from.equals("system") || (fromUs && from.equals("unknown"));
  }

  private static @Nullable Content known(String type, JsonNode message) {
    JsonNode body = message.path(type);
    Media.Kind media = MEDIA.get(type);
    if (media != null) {
      return media(media, body);
    }
    return switch (type) {
      case "text", "link_preview" -> words(body);
      case "location", "live_location" -> location(body);
      case "contact" -> contact(body);
      case "reply" -> choice(body);
      case "action" -> reaction(body);
      default -> null;
    };
  }

  private static @Nullable Content words(JsonNode body) {
    JsonNode words = body.path("body");
    return words.isString() ? new Content.Text(words.stringValue()) : null;
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
        size.isIntegralNumber() && size.canConvertToLong() ? size.longValue() : null);
  }

  private static @Nullable Content location(JsonNode body) {
    double latitude = body.path("latitude").asDouble(Double.NaN);
    double longitude = body.path("longitude").asDouble(Double.NaN);
    boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    return onEarth
        ? new Content.Location(latitude, longitude, text(body, "name"), text(body, "address"))
        : null;
  }

  private static @Nullable Content contact(JsonNode body) {
    String name = text(body, "name");
    return name == null ? null : new Content.Contact(name, text(body, "vcard"));
  }

  // Ids come back as "ButtonsV3:mine" or "ListV3:mine".
  private static @Nullable Content choice(JsonNode reply) {
    JsonNode chosen = reply.path(String.valueOf(text(reply, "type")));
    String id = text(chosen, "id");
    String title = text(chosen, "title");
    if (id == null || title == null) {
      return null;
    }
    String own = id.substring(id.indexOf(':') + 1);
    return new Content.Choice(own.isBlank() ? id : own, title);
  }

  private static @Nullable Content reaction(JsonNode action) {
    String target = ProviderIds.read(action, "target");
    if (target == null || !"reaction".equals(text(action, "type"))) {
      return null;
    }
    return new Content.Reaction(target, action.path("emoji").asString(""));
  }
}
