package id.balas.sender.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Content.Choice;
import id.balas.events.value.Content.Contact;
import id.balas.events.value.Content.Deletion;
import id.balas.events.value.Content.Edit;
import id.balas.events.value.Content.Forward;
import id.balas.events.value.Content.Location;
import id.balas.events.value.Content.Media;
import id.balas.events.value.Content.Media.Kind;
import id.balas.events.value.Content.Reaction;
import id.balas.events.value.Content.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendCallTests {

  private static final String CHAT = "6281112223334@s.whatsapp.net";

  static Stream<Arguments> calls() {
    return Stream.of(
        arguments(new Text("Halo"), "text", "\"body\":\"Halo\""),
        arguments(
            media(Kind.IMAGE, "jpeg-1", null, "image/jpeg"),
            "image",
            "\"media\":\"jpeg-1\",\"mime_type\":\"image/jpeg\",\"caption\":\"Ini\""),
        arguments(
            media(Kind.IMAGE, null, "https://a.id/b.jpg", "image/jpeg"),
            "image",
            "\"media\":\"https://a.id/b.jpg\",\"mime_type\":\"image/jpeg\",\"caption\":\"Ini\""),
        arguments(
            media(Kind.IMAGE, "jpeg-1", "https://a.id/b.jpg", "image/jpeg"),
            "image",
            "\"media\":\"jpeg-1\",\"mime_type\":\"image/jpeg\",\"caption\":\"Ini\""),
        arguments(
            media(Kind.VIDEO, "mp4-1", null, "video/mp4"),
            "video",
            "\"media\":\"mp4-1\",\"mime_type\":\"video/mp4\",\"caption\":\"Ini\""),
        arguments(
            media(Kind.GIF, "mp4-1", null, "video/mp4"),
            "gif",
            "\"media\":\"mp4-1\",\"mime_type\":\"video/mp4\",\"caption\":\"Ini\""),
        arguments(
            media(Kind.SHORT, "mp4-1", null, "video/mp4"),
            "short",
            "\"media\":\"mp4-1\",\"mime_type\":\"video/mp4\",\"caption\":\"Ini\""),
        arguments(
            media(Kind.DOCUMENT, "pdf-1", null, "application/pdf"),
            "document",
            "\"media\":\"pdf-1\",\"mime_type\":\"application/pdf\",\"caption\":\"Ini\",\"filename\":\"harga.pdf\""),
        arguments(
            media(Kind.AUDIO, "mp3-1", null, "audio/mpeg"),
            "audio",
            "\"media\":\"mp3-1\",\"mime_type\":\"audio/mpeg\""),
        arguments(
            media(Kind.VOICE, "ogg-1", null, "audio/ogg; codecs=opus"),
            "voice",
            "\"media\":\"ogg-1\",\"mime_type\":\"audio/ogg; codecs=opus\""),
        arguments(
            media(Kind.STICKER, "webp-1", null, "image/webp"),
            "sticker",
            "\"media\":\"webp-1\",\"mime_type\":\"image/webp\""),
        arguments(
            new Location(-6.2, 106.8, null, null),
            "location",
            "\"latitude\":-6.2,\"longitude\":106.8"),
        arguments(
            new Location(-6.2, 106.8, "Toko", "Jl. 1"),
            "location",
            "\"latitude\":-6.2,\"longitude\":106.8,\"name\":\"Toko\",\"address\":\"Jl. 1\""),
        arguments(
            new Contact("Budi", "BEGIN:VCARD"),
            "contact",
            "\"name\":\"Budi\",\"vcard\":\"BEGIN:VCARD\""));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void eachKindHasItsRequest(Content content, String path, String fields) {
    assertThat(SendCall.of(message(content, null), Duration.ZERO))
        .isInstanceOfSatisfying(
            SendCall.Ready.class,
            call -> {
              assertThat(call.path()).isEqualTo("/messages/" + path);
              assertThat(call.json())
                  .asString()
                  .isEqualTo("{\"to\":\"" + CHAT + "\"," + fields + "}");
            });
  }

  @Test
  void textHasQuoteAndTypingTime() {
    assertThat(json(message(new Text("Ya"), "Wq.1-a_b"), Duration.ofSeconds(3)))
        .isEqualTo(
            "{\"to\":\"" + CHAT + "\",\"quoted\":\"Wq.1-a_b\",\"body\":\"Ya\",\"typing_time\":3}");
    assertThat(json(message(new Location(1, 2, null, null), "Wq.1-a_b"), Duration.ofSeconds(3)))
        .isEqualTo(
            "{\"to\":\"" + CHAT + "\",\"quoted\":\"Wq.1-a_b\",\"latitude\":1.0,\"longitude\":2.0}");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(new Text(""), "the text is empty"),
        arguments(new Text(" \n\t\u2003"), "the text is empty"),
        arguments(new Text("x".repeat(65_537)), "the text is longer than 65,536 characters"),
        arguments(
            media(Kind.IMAGE, null, null, "image/jpeg"),
            "the file has neither a media id nor a link"),
        arguments(
            media(Kind.IMAGE, "../health", null, "image/jpeg"),
            "the media id is not one of Whapi's"),
        arguments(
            media(Kind.IMAGE, null, "file:///etc/passwd", "image/jpeg"),
            "the file's link is not an http(s) address"),
        arguments(
            media(Kind.IMAGE, null, "https://", "image/jpeg"),
            "the file's link is not an http(s) address"),
        arguments(
            new Location(91, 0, null, null),
            "the location is out of range: latitude -90 to 90, longitude -180 to 180"),
        arguments(
            new Location(0, Double.NaN, null, null),
            "the location is out of range: latitude -90 to 90, longitude -180 to 180"),
        arguments(new Contact("Budi", null), "the contact has no name or no vCard"),
        arguments(new Contact(" ", "BEGIN:VCARD"), "the contact has no name or no vCard"),
        arguments(new Choice("b", "Ya"), "a message of this kind cannot be sent"),
        arguments(new Deletion("../health"), "the message's id is not one of Whapi's"),
        arguments(
            new Forward("a/b", new Text("x")), "the forwarded message's id is not one of Whapi's"),
        arguments(new Edit("W-1", new Text(" ")), "the text is empty"),
        arguments(new Edit("W-1", new Location(1, 2, null, null)), "only a text can be edited"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void invalidContentIsRejected(Content content, String reason) {
    assertThat(SendCall.of(message(content, null), Duration.ZERO))
        .isEqualTo(new SendCall.Invalid(reason));
  }

  static Stream<Arguments> acts() {
    return Stream.of(
        arguments(new Reaction("W-1", "👍"), "PUT /messages/W-1/reaction {\"emoji\":\"👍\"}", true),
        arguments(new Reaction("W-1", ""), "DELETE /messages/W-1/reaction ", true),
        arguments(new Deletion("W-1"), "DELETE /messages/W-1 ", true),
        arguments(
            new Edit("W-1", new Text("Baru")),
            "POST /messages/text {\"to\":\"" + CHAT + "\",\"body\":\"Baru\",\"edit\":\"W-1\"}",
            true),
        arguments(
            new Forward("W-1", new Text("Halo")),
            "POST /messages/W-1 {\"to\":\"" + CHAT + "\"}",
            false));
  }

  @ParameterizedTest
  @MethodSource("acts")
  void eachActHasItsRequest(Content content, String request, boolean isAct) {
    assertThat(SendCall.of(message(content, null), Duration.ofSeconds(3)))
        .isInstanceOfSatisfying(
            SendCall.Ready.class,
            call -> {
              assertThat(call.method() + " " + call.path() + " " + new String(call.json(), UTF_8))
                  .isEqualTo(request);
              assertThat(call.isAct()).isEqualTo(isAct);
            });
  }

  @Test
  void longestTextIsSentInAnyScript() {
    assertThat(SendCall.of(message(new Text("x".repeat(65_536)), null), Duration.ZERO))
        .isInstanceOf(SendCall.Ready.class);
    assertThat(SendCall.of(message(new Text("😀".repeat(65_536)), null), Duration.ZERO))
        .isInstanceOf(SendCall.Ready.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6281112223334@s.whatsapp.net",
        "120363000000000004@g.us",
        "6281112223334-1500000000@g.us",
        "123456789012345678@lid"
      })
  void contactsAndGroupsAreAllowed(String chatId) {
    assertThat(SendCall.of(message(chatId, new Text("x"), null), Duration.ZERO))
        .isInstanceOf(SendCall.Ready.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+6281112223334@s.whatsapp.net",
        "6281112223334",
        "status@broadcast",
        "123@s.whatsapp.net",
        "6281112223334@s.whatsapp.net/..",
        "budi@s.whatsapp.net"
      })
  void unsupportedChatIdsAreRejected(String chatId) {
    assertThat(SendCall.of(message(chatId, new Text("x"), null), Duration.ZERO))
        .isInstanceOf(SendCall.Invalid.class);
  }

  @Test
  void invalidQuotedIdIsRejected() {
    assertThat(SendCall.of(message(new Text("x"), "no id"), Duration.ZERO))
        .isEqualTo(new SendCall.Invalid("the quoted message's id is not one of Whapi's"));
  }

  private static String json(OutboundMessage message, Duration typingTime) {
    return SendCall.of(message, typingTime) instanceof SendCall.Ready call
        ? new String(call.json(), UTF_8)
        : "refused";
  }

  private static Media media(
      Kind kind, @Nullable String mediaId, @Nullable String link, String mimeType) {
    return new Media(kind, mediaId, link, mimeType, "harga.pdf", "Ini", 12L);
  }

  private static OutboundMessage message(Content content, @Nullable String quotedId) {
    return message(CHAT, content, quotedId);
  }

  private static OutboundMessage message(
      String chatId, Content content, @Nullable String quotedId) {
    return OutboundMessage.toChat(
        "o-1", "default", chatId, content, Author.BOT, "c-1", 0, quotedId, Instant.EPOCH, null);
  }
}
