package id.balas.fakewhapi.incoming;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.MediaSource;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.model.MediaFile;
import id.balas.fakewhapi.send.SendContent;
import id.balas.fakewhapi.send.SendKind;
import java.net.URI;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The content of an incoming message, in the format of the provider's webhook.
final class IncomingContent {

  private static final Set<String> MEDIA =
      Set.of("image", "video", "audio", "voice", "document", "sticker", "gif", "short");
  private static final List<String> WITH_BODY = List.of("text", "link_preview", "system");

  private final MediaSource source;
  private final URI url;

  IncomingContent(MediaSource source, URI url) {
    this.source = source;
    this.url = url;
  }

  String wireType(String type) {
    return type.endsWith("_reply") ? "reply" : type;
  }

  /// Throws [ErrorResponseException] that names the field.
  void write(Channel channel, ObjectNode message, String type, Parameters fields) {
    if (MEDIA.contains(type)) {
      message.set(type, media(channel, type, fields));
      return;
    }
    switch (type) {
      case "text", "system" -> message.putObject(type).put("body", fields.text("body"));
      case "link_preview" -> message.set(type, linkPreview(fields.text("body")));
      case "location" -> message.set(type, SendContent.read(SendKind.LOCATION, fields));
      case "contact" -> message.set(type, contact(fields));
      case "contact_list" -> message.set(type, SendContent.read(SendKind.CONTACT_LIST, fields));
      case "poll" -> message.set(type, SendContent.read(SendKind.POLL, fields));
      case "buttons_reply" -> reply(message, type, "ButtonsV3:", fields);
      case "list_reply" -> reply(message, type, "ListV3:", fields);
      // An unknown type may have any content, or none.
      default -> fields.json().path("raw").forEachEntry(message::set);
    }
  }

  private ObjectNode media(Channel channel, String type, Parameters fields) {
    String fileName = fields.optionalText("fileName");
    MediaFile file =
        source.read(channel, fields.text("media"), fields.optionalText("mimeType"), fileName);
    ObjectNode content = file.json();
    if (channel.settings().downloads(type)) {
      content.put("link", url + "/in-files/" + file.id());
    }
    if (type.equals("document") && file.fileName() != null) {
      content.put("file_name", file.fileName()).put("filename", file.fileName());
    }
    String caption = fields.optionalText("caption");
    return caption == null ? content : content.put("caption", caption);
  }

  // A text with a link has its own type; the text is its body.
  private static ObjectNode linkPreview(String body) {
    String url = body.replaceFirst("(?s).*?(https?://\\S+).*", "$1");
    return Json.object()
        .put("body", body)
        .put("url", url)
        .put("canonical", url)
        .put("title", "A page")
        .put("description", "Its description");
  }

  private static ObjectNode contact(Parameters fields) {
    String name = fields.text("name");
    String vcard = fields.optionalText("vcard");
    return Json.object()
        .put("name", name)
        .put(
            "vcard",
            vcard != null ? vcard : "BEGIN:VCARD\nVERSION:3.0\nFN:" + name + "\nEND:VCARD");
  }

  // The ids are returned with a prefix.
  private static void reply(ObjectNode message, String type, String prefix, Parameters fields) {
    ObjectNode reply = message.putObject("reply").put("type", type);
    ObjectNode choice =
        reply
            .putObject(type)
            .put("id", prefix + fields.text("id"))
            .put("title", fields.text("title"));
    String description = fields.optionalText("description");
    if (description != null) {
      choice.put("description", description);
    }
  }

  /// The text of an edited message: its body, or the caption of a file.
  static void rewrite(ObjectNode message, String body) {
    String type = message.path("type").asString("");
    JsonNode content = message.path(type);
    Parameters.check(content.isObject(), "target");
    ((ObjectNode) content).put(WITH_BODY.contains(type) ? "body" : "caption", body);
  }
}
