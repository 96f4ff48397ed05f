package id.balas.sender.channel;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Content.Act;
import id.balas.events.value.Content.Choice;
import id.balas.events.value.Content.Contact;
import id.balas.events.value.Content.Deletion;
import id.balas.events.value.Content.Edit;
import id.balas.events.value.Content.Forward;
import id.balas.events.value.Content.Location;
import id.balas.events.value.Content.Media;
import id.balas.events.value.Content.Reaction;
import id.balas.events.value.Content.Text;
import id.balas.events.value.Content.Unsupported;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A message as a request to the provider, or the reason why the provider would reject it. A
/// message that would be rejected is not sent.
sealed interface SendCall {

  int LONGEST_TEXT = 65_536;
  Pattern CHAT = Pattern.compile("[\\d-]{9,31}@[\\w.]+");
  Pattern ID = Pattern.compile("[\\w.-]{1,128}");
  Pattern LINK = Pattern.compile("https?://[^\\s/]+(/\\S*)?");

  record Invalid(String reason) implements SendCall {}

  /// The method, the path and the JSON body of the request. `isAct` if it changes another message.
  record Ready(String method, String path, Map<String, Object> body, boolean isAct)
      implements SendCall {

    private static final JsonMapper JSON = new JsonMapper();

    private Ready with(String name, @Nullable Object value) {
      if (value != null) {
        body.put(name, value);
      }
      return this;
    }

    byte[] json() {
      return body.isEmpty() ? new byte[0] : JSON.writeValueAsBytes(body);
    }
  }

  /// `typingTime` applies to texts only. The provider ignores it for other kinds.
  static SendCall of(OutboundMessage message, Duration typingTime) {
    if (!CHAT.matcher(message.address()).matches()) {
      return new Invalid(
          "the chat id is not one that Whapi sends to, such as 6281112223334@s.whatsapp.net");
    }
    if (message.quotedId() != null && !ID.matcher(message.quotedId()).matches()) {
      return new Invalid("the quoted message's id is not one of Whapi's");
    }
    return switch (message.content()) {
      case Text text -> text(message, text, typingTime);
      case Media media -> media(message, media);
      case Location location -> location(message, location);
      case Contact contact -> contact(message, contact);
      case Forward forward -> forward(message, forward);
      case Act act -> act(message, act);
      case Choice _, Unsupported _ -> new Invalid("a message of this kind cannot be sent");
    };
  }

  private static SendCall forward(OutboundMessage message, Forward forward) {
    return ID.matcher(forward.messageId()).matches()
        ? new Ready("POST", "/messages/" + forward.messageId(), new LinkedHashMap<>(), false)
            .with("to", message.address())
        : new Invalid("the forwarded message's id is not one of Whapi's");
  }

  private static SendCall act(OutboundMessage message, Act act) {
    String id = act.messageId();
    if (!ID.matcher(id).matches()) {
      return new Invalid("the message's id is not one of Whapi's");
    }
    return switch (act) {
      case Reaction reaction ->
          new Ready(
                  reaction.emoji().isEmpty() ? "DELETE" : "PUT",
                  "/messages/" + id + "/reaction",
                  new LinkedHashMap<>(),
                  true)
              .with("emoji", reaction.emoji().isEmpty() ? null : reaction.emoji());
      case Deletion _ -> new Ready("DELETE", "/messages/" + id, new LinkedHashMap<>(), true);
      case Edit edit when edit.content() instanceof Text text ->
          switch (text(message, text, Duration.ZERO)) {
            case Ready ready ->
                new Ready("POST", ready.path(), ready.body(), true).with("edit", id);
            case Invalid invalid -> invalid;
          };
      case Edit _ -> new Invalid("only a text can be edited");
    };
  }

  private static SendCall text(OutboundMessage message, Text text, Duration typingTime) {
    if (text.body().isBlank()) {
      return new Invalid("the text is empty");
    }
    if (text.body().codePointCount(0, text.body().length()) > LONGEST_TEXT) {
      return new Invalid("the text is longer than 65,536 characters");
    }
    return to(message, "text")
        .with("body", text.body())
        .with("typing_time", typingTime.isZero() ? null : typingTime.toSeconds());
  }

  private static SendCall media(OutboundMessage message, Media media) {
    String source = media.mediaId() != null ? media.mediaId() : media.link();
    if (source == null) {
      return new Invalid("the file has neither a media id nor a link");
    }
    if (media.mediaId() != null && !ID.matcher(source).matches()) {
      return new Invalid("the media id is not one of Whapi's");
    }
    if (media.mediaId() == null && !LINK.matcher(source).matches()) {
      return new Invalid("the file's link is not an http(s) address");
    }
    Ready call =
        to(message, media.kind().name().toLowerCase(Locale.ROOT))
            .with("media", source)
            .with("mime_type", media.mimeType());
    return switch (media.kind()) {
      case IMAGE, VIDEO, GIF, SHORT -> call.with("caption", media.caption());
      case DOCUMENT -> call.with("caption", media.caption()).with("filename", media.fileName());
      case AUDIO, VOICE, STICKER -> call;
    };
  }

  private static SendCall location(OutboundMessage message, Location location) {
    // Negated, because comparisons with NaN are always false.
    if (!(Math.abs(location.latitude()) <= 90 && Math.abs(location.longitude()) <= 180)) {
      return new Invalid("the location is out of range: latitude -90 to 90, longitude -180 to 180");
    }
    return to(message, "location")
        .with("latitude", location.latitude())
        .with("longitude", location.longitude())
        .with("name", location.name())
        .with("address", location.address());
  }

  private static SendCall contact(OutboundMessage message, Contact contact) {
    if (contact.name().isBlank() || contact.vcard() == null || contact.vcard().isBlank()) {
      return new Invalid("the contact has no name or no vCard");
    }
    return to(message, "contact").with("name", contact.name()).with("vcard", contact.vcard());
  }

  private static Ready to(OutboundMessage message, String kind) {
    return new Ready("POST", "/messages/" + kind, new LinkedHashMap<>(), false)
        .with("to", message.address())
        .with("quoted", message.quotedId());
  }
}
