package id.balas.fakewhapi.send;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.MediaSource;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.model.MediaFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The content object of a media message.
final class SendMedia {

  private static final int MAX_BYTES = 16 << 20;

  private final MediaSource source;

  SendMedia(MediaSource source) {
    this.source = source;
  }

  /// Throws [ErrorResponseException] that names the invalid field, or when the file is unknown, too
  /// large or of the wrong type.
  ObjectNode read(Channel channel, SendKind kind, SendBody send) {
    Parameters fields = new Parameters(send.fields());
    String mimeType = fields.optionalText("mime_type");
    String fileName = fields.optionalText("filename");
    FormFile form = send.file();
    MediaFile file =
        form == null
            ? source.read(channel, fields.text("media"), mimeType, fileName)
            : channel
                .media()
                .add(or(mimeType, form.mimeType()), form.bytes(), or(fileName, form.name()));
    Parameters.check(file.bytes().length > 0, "media");
    if (kind != SendKind.DOCUMENT && file.bytes().length > MAX_BYTES) {
      throw new ErrorResponseException(
          413, "request entity too large", "the file has more than " + MAX_BYTES + " bytes");
    }
    if (!kind.accepts(file.mimeType())) {
      throw new ErrorResponseException(
          415, "unsupported media type", file.mimeType() + " is not valid for " + kind.text());
    }
    return content(kind, fields, file, fileName);
  }

  private static String or(@Nullable String text, String fallback) {
    return text == null ? fallback : text;
  }

  private static ObjectNode content(
      SendKind kind, Parameters fields, MediaFile file, @Nullable String fileName) {
    ObjectNode content = file.json();
    String name = fileName != null ? fileName : file.fileName();
    if (kind == SendKind.DOCUMENT && name != null) {
      content.put("file_name", name).put("filename", name);
    }
    String caption = fields.optionalText("caption");
    if (caption != null) {
      content.put("caption", caption);
    }
    for (String number : new String[] {"seconds", "recording_time", "width", "height"}) {
      if (fields.has(number)) {
        content.put(number, (int) fields.number(number, 0, Integer.MAX_VALUE));
      }
    }
    JsonNode once = fields.json().path("view_once");
    Parameters.check(Json.isAbsent(once) || once.isBoolean(), "view_once");
    return once.asBoolean(false) ? content.put("view_once", true) : content;
  }
}
