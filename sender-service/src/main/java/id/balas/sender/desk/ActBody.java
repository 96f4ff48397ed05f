package id.balas.sender.desk;

import id.balas.events.Content;
import id.balas.events.MissingField;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The body of an act: a small JSON object, or nothing.
record ActBody(JsonNode json) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LARGEST = 512 * 1024;
  private static final int LONGEST_NOTE = 500;
  private static final int LONGEST_TEXT = 65_536;

  static ActBody read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new ResponseStatusException(
          HttpStatus.CONTENT_TOO_LARGE,
          "The body is larger than " + LARGEST / 1024 + " KiB: shorten it.");
    }
    try {
      JsonNode json = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
      if (json.isObject()) {
        return new ActBody(json);
      }
    } catch (JacksonException _) {
      // Refused below, without the words in it.
    }
    throw new BadRequest("body", "is no JSON object: correct it.");
  }

  String note() {
    String note = json.path("note").asString("").strip();
    if (note.isEmpty() || note.length() > LONGEST_NOTE || note.indexOf('\0') >= 0) {
      throw new BadRequest(
          "note",
          "is missing, longer than "
              + LONGEST_NOTE
              + " characters or has a NUL in it: say in a few words why.");
    }
    return note;
  }

  /// Null where nothing was edited.
  @Nullable Content content() {
    JsonNode written = json.path("content");
    if (written.isMissingNode() || written.isNull()) {
      return null;
    }
    try {
      Content content = JSON.treeToValue(written, Content.class);
      if (canBeSent(content) && !written.toString().contains("\\u0000")) {
        return content;
      }
    } catch (JacksonException | MissingField _) {
      // Refused below.
    }
    throw new BadRequest(
        "content",
        "cannot be sent: write {\"@type\":\"Text\",\"body\":\"…\"} of at most "
            + LONGEST_TEXT
            + " characters, or a Media, Location or Contact as asyncapi.yaml shows them, without NUL.");
  }

  private static boolean canBeSent(Content content) {
    return switch (content) {
      case Content.Text text -> !text.body().isBlank() && text.body().length() <= LONGEST_TEXT;
      case Content.Media media -> media.mediaId() != null || media.link() != null;
      case Content.Location _ -> true;
      case Content.Contact contact -> contact.vcard() != null;
      case Content.Reaction _, Content.Choice _, Content.Unsupported _ -> false;
    };
  }
}
