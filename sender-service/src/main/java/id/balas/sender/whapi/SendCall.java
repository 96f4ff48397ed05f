package id.balas.sender.whapi;

import id.balas.events.Content.Choice;
import id.balas.events.Content.Contact;
import id.balas.events.Content.Location;
import id.balas.events.Content.Media;
import id.balas.events.Content.Reaction;
import id.balas.events.Content.Text;
import id.balas.events.Content.Unsupported;
import id.balas.events.OutboundMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A message as the provider wants it: where to post what.
record SendCall(String path, Map<String, Object> body) {

  private static final JsonMapper JSON = new JsonMapper();

  /// Null for what cannot be sent.
  static @Nullable SendCall of(OutboundMessage message, Duration typingTime) {
    return switch (message.content()) {
      case Text text -> to(message, typingTime, "text").with("body", text.body());
      case Media media -> media(message, media);
      case Location location ->
          to(message, Duration.ZERO, "location")
              .with("latitude", location.latitude())
              .with("longitude", location.longitude())
              .with("name", location.name())
              .with("address", location.address());
      case Contact contact when contact.vcard() != null ->
          to(message, Duration.ZERO, "contact").with("name", contact.name()).with("vcard", contact.vcard());
      case Contact _, Reaction _, Choice _, Unsupported _ -> null;
    };
  }

  private static @Nullable SendCall media(OutboundMessage message, Media media) {
    String source = media.mediaId() != null ? media.mediaId() : media.link();
    if (source == null) {
      return null;
    }
    SendCall call =
        to(message, Duration.ZERO, media.kind().name().toLowerCase(Locale.ROOT))
            .with("media", source)
            .with("mime_type", media.mimeType());
    return switch (media.kind()) {
      case IMAGE, VIDEO, GIF, SHORT -> call.with("caption", media.caption());
      case DOCUMENT -> call.with("caption", media.caption()).with("filename", media.fileName());
      case AUDIO, VOICE, STICKER -> call;
    };
  }

  private static SendCall to(OutboundMessage message, Duration typingTime, String kind) {
    return new SendCall("/messages/" + kind, new LinkedHashMap<>())
        .with("to", message.chatId())
        .with("quoted", message.quotedId())
        .with("typing_time", typingTime.isZero() ? null : typingTime.toSeconds());
  }

  private SendCall with(String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
    return this;
  }

  byte[] json() {
    return JSON.writeValueAsBytes(body);
  }
}
