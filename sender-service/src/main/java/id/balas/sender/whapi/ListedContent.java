package id.balas.sender.whapi;

import id.balas.events.Content;
import id.balas.sender.whapi.WhapiClient.Sent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A message of the provider's list in our words, as far as it is compared with what we sent.
final class ListedContent {

  private ListedContent() {}

  static Sent sent(JsonNode message) {
    return new Sent(
        message.path("id").asString(""),
        message.path("source").asString(""),
        of(message),
        text(body(message), "sha256"));
  }

  private static Content of(JsonNode message) {
    String type = message.path("type").asString("");
    JsonNode content = body(message);
    return switch (type) {
      case "text", "link_preview" -> new Content.Text(content.path("body").asString(""));
      case "location" ->
          new Content.Location(
              content.path("latitude").asDouble(0),
              content.path("longitude").asDouble(0),
              text(content, "name"),
              null);
      case "contact" ->
          new Content.Contact(content.path("name").asString(""), text(content, "vcard"));
      case "documentWithCaption" -> media(Content.Media.Kind.DOCUMENT, content);
      default ->
          kind(type)
              .map(kind -> media(kind, content))
              .orElseGet(() -> new Content.Unsupported(type.isEmpty() ? "unknown" : type, message));
    };
  }

  // Under a key that is named like the type, but for this one.
  private static JsonNode body(JsonNode message) {
    String type = message.path("type").asString("");
    JsonNode content = message.path(type);
    return content.isMissingNode() && type.equals("documentWithCaption")
        ? message.path("document")
        : content;
  }

  private static Optional<Content.Media.Kind> kind(String type) {
    return Arrays.stream(Content.Media.Kind.values())
        .filter(kind -> kind.name().equals(type.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  private static Content media(Content.Media.Kind kind, JsonNode content) {
    return new Content.Media(
        kind,
        text(content, "id"),
        text(content, "link"),
        content.path("mime_type").asString("application/octet-stream"),
        text(content, content.has("file_name") ? "file_name" : "filename"),
        text(content, "caption"),
        null);
  }

  private static @Nullable String text(JsonNode content, String field) {
    return content.path(field).isString() ? content.path(field).stringValue() : null;
  }
}
