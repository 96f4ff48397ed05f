package id.balas.ingest.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.events.WireRecord;
import id.balas.events.value.Content;
import id.balas.events.wire.EventJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTranslatorTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final WebhookTranslator TRANSLATOR =
      new WebhookTranslator(new ChannelNames(List.of()), (channel, lid) -> null, Inbox.CUSTOMERS);

  @Test
  void translatesText() throws IOException {
    assertThat(captured("14-messages-post-text-1to1-body-mode"))
        .containsExactly(
            new InboundMessage(
                "VvRMebnJQI.lVH-nVrZNb4ihn",
                "default",
                "628110000007@s.whatsapp.net",
                "628110000007@s.whatsapp.net",
                "Pelanggan 7",
                From.CUSTOMER,
                new Content.Text("Pesan uji"),
                null,
                Instant.ofEpochSecond(1726658279),
                NOW,
                false));
  }

  @Test
  void translatesMinimalBody() throws IOException {
    InboundMessage message = inbound(captured("48-minimal"));
    assertThat(message.chatId()).isEqualTo("628110000020@s.whatsapp.net");
    assertThat(message.id()).isNotBlank();
    assertThat(message.sentAt()).isEqualTo(NOW);
    assertThat(message.content()).isEqualTo(new Content.Text("halo"));
  }

  @Test
  void translatesLinkPreviewAndQuote() throws IOException {
    InboundMessage message = inbound(captured("07-messages-post-link-preview-with-quote"));
    assertThat(message.content()).isEqualTo(new Content.Text("Pesan uji"));
    assertThat(message.quotedId()).isEqualTo("KIxue0pqtJfMspRtKwM9CH-rt7Ix86ElRWiaH-HFsLe8n");
    assertThat(message.author()).isEqualTo(From.PHONE);
    assertThat(message.sender()).isEqualTo("628110000001@s.whatsapp.net");
    assertThat(message.chatId()).isEqualTo("120363000000000001@g.us");
  }

  @Test
  void ownSendsAreEchoes() throws IOException {
    assertThat(captured("04-messages-post-api-echo-pending"))
        .singleElement()
        .isInstanceOfSatisfying(
            MessageEcho.class,
            echo ->
                assertThat(echo.messageId()).isEqualTo("fxSaK.cDIYmnjBd-3xnIx86hs092UH-HFr2oFB"));
  }

  @Test
  void translatesAnswerFromThePhone() throws IOException {
    assertThat(inbound(captured("19-messages-post-from-me-mobile-doc")).author())
        .isEqualTo(From.PHONE);
  }

  @Test
  void translatesPictureWithoutThumbnail() throws IOException {
    assertThat(inbound(captured("10-messages-post-image-caption-no-link")).content())
        .isEqualTo(
            new Content.Media(
                Content.Media.Kind.IMAGE,
                "jpeg-847af49049aa2d1bd2e6-27a156f0e2110b2cc56e-56de82dada",
                null,
                "image/jpeg",
                null,
                "Keterangan uji",
                15399L));
  }

  @Test
  void translatesReaction() throws IOException {
    assertThat(inbound(captured("08-messages-post-action-reaction")).content())
        .isEqualTo(new Content.Reaction("W2B.fGpwcFHaYd-3x7Ix86ElRWiaH-HFr2oFB", "👌"));
  }

  @Test
  void removesPrefixOfChoiceId() throws IOException {
    assertThat(inbound(captured("24-messages-post-buttons-reply")).content())
        .isEqualTo(new Content.Choice("randomId1", "Button1"));
  }

  @Test
  void translatesStatusWithTextTime() throws IOException {
    assertThat(captured("21-statuses-post-delivered"))
        .containsExactly(
            MessageStatus.of(
                "default",
                "628110000010@s.whatsapp.net",
                "YhNqCveDWW90_t8lzrW25w-wO4Twl0rVw",
                null,
                MessageStatus.Status.DELIVERED,
                null,
                Instant.ofEpochSecond(1712995378),
                null));
  }

  @Test
  void keepsCallAsUnsupportedContent() throws IOException {
    InboundMessage call = inbound(captured("38-calls-post-initiated"));
    assertThat(call.content()).isInstanceOf(Content.Unsupported.class);
    assertThat(call.sentAt()).isEqualTo(Instant.ofEpochMilli(1713792453000L));
  }

  @Test
  void translatesEveryMessageOfABody() throws IOException {
    assertThat(captured("15-http-get-messages-list-page")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"28-chats-post-incoming", "43-channel-post-qr", "50-http-send-text-200"})
  void ignoresItemsWithoutChat(String name) throws IOException {
    assertThat(captured(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[{\"id\":\"W-1\",\"chat_id\":\"62811000001@s.whatsapp.net\",\"type\":\"text\",\"text\":{\"body\":\"a\"}}]}",
        "[{\"messages\":[{\"id\":\"W-1\",\"chat_id\":\"62811000001@c.us\",\"type\":\"text\",\"text\":{\"body\":\"a\"}}]}]",
        "{\"body\":{\"messages\":[{\"id\":\"W-1\",\"chat_id\":\"62811000001\",\"type\":\"text\",\"text\":{\"body\":\"a\"}}]}}",
        "{\"messages\":[{\"id\":\"W-1\",\"from\":\"+62811000001\",\"text\":{\"body\":\"a\"}}]}",
        "{\"messages\":[{\"id\":\"W-1\",\"from\":62811000001,\"text\":{\"body\":\"a\\u0000\"}}]}"
      })
  void formsOfAChatIdGiveOneChat(String body) {
    InboundMessage message = inbound(translate(body));
    assertThat(message.chatId()).isEqualTo("62811000001@s.whatsapp.net");
    assertThat(message.content()).isEqualTo(new Content.Text("a"));
    assertThat(message.id()).isEqualTo("W-1");
  }

  @ParameterizedTest
  @CsvSource({
    "1763884800, 2025-11-23T08:00:00Z",
    "'\"1763884800\"', 2025-11-23T08:00:00Z",
    "1763884800.25, 2025-11-23T08:00:00.250Z",
    "1763884800000, 2025-11-23T08:00:00Z",
    "18446744073709552000, 2026-11-23T08:00:00Z",
    "-5, 2026-11-23T08:00:00Z",
    "'\"soon\"', 2026-11-23T08:00:00Z",
    "null, 2026-11-23T08:00:00Z",
    "1e999, 2026-11-23T08:00:00Z",
    "'\"1e-99999999\"', 2026-11-23T08:00:00Z",
    "1795420800, 2026-11-23T08:00:00Z"
  })
  void readsTimesAndReplacesImplausibleOnes(String written, Instant expected) {
    String body =
        "{\"messages\":[{\"id\":\"W-1\",\"from\":\"62811\",\"timestamp\":%s,\"text\":{\"body\":\"a\"}}]}"
            .formatted(written);
    assertThat(inbound(translate(body)).sentAt()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "api, true, echo",
    "mobile, true, PHONE",
    "web, true, PHONE",
    "business_api, true, PHONE",
    "system, true, notice",
    "unknown, true, notice",
    "mobile, false, CUSTOMER",
    "system, false, notice",
    "unknown, false, CUSTOMER"
  })
  void sourceDeterminesTheAuthor(String source, boolean fromMe, String expected) {
    String body =
        "{\"messages\":[{\"id\":\"W-1\",\"chat_id\":\"62811\",\"from_me\":%s,\"source\":\"%s\",\"type\":\"text\",\"text\":{\"body\":\"a\"}}]}"
            .formatted(fromMe, source);
    WireRecord record = translate(body).getFirst();
    String who =
        switch (record) {
          case MessageEcho _ -> "echo";
          case InboundMessage m when m.content() instanceof Content.Unsupported u -> u.type();
          case InboundMessage m -> m.author().name();
          default -> record.toString();
        };
    assertThat(who).isEqualTo(expected);
  }

  @Test
  void translatesEditsDeletionsAndVotes() {
    String action =
        "{\"messages\":[{\"id\":\"W-2\",\"chat_id\":\"62811\",\"type\":\"action\",\"source\":\"system\",\"action\":%s}]}";
    assertThat(
            change(
                action.formatted(
                    "{\"target\":\"W-1\",\"type\":\"edited\",\"edited_content\":{\"body\":\"b\"}}")))
        .isEqualTo(new MessageChanged.Edited(new Content.Text("b")));
    assertThat(change(action.formatted("{\"target\":\"W-1\",\"type\":\"delete\"}")))
        .isEqualTo(new MessageChanged.Deleted());
    assertThat(
            change(
                "{\"messages_updates\":[{\"id\":\"W-1\",\"trigger\":{\"chat_id\":\"62811\",\"action\":{\"type\":\"vote\",\"votes\":[\"x\"]}}}]}"))
        .isEqualTo(new MessageChanged.Voted(List.of("x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",\"edited_content\":null", ",\"edited_content\":5", ",\"edited_content\":{}"})
  void keepsEditWithoutContent(String content) {
    String body =
        "{\"messages\":[{\"id\":\"W-2\",\"chat_id\":\"62811\",\"type\":\"action\",\"action\":{\"type\":\"edit\",\"target\":\"X\"%s}}]}"
            .formatted(content);
    WireRecord record = translate(body).getFirst();
    assertThat(EventJson.read(EventJson.write(record), MessageChanged.class)).isEqualTo(record);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"text\":null", ",\"text\":{}", ",\"text\":\"b\""})
  void updateWithoutContentErasesNoText(String content) {
    String update =
        """
        {"messages_updates":[{"id":"W-1","trigger":{"action":%s},
          "before_update":{"chat_id":"62811","type":"text","text":{"body":"a"}},
          "after_update":{"chat_id":"62811","type":"text"%s}}]}
        """;
    String edit = "{\"type\":\"edit\",\"target\":\"W-1\",\"edited_content\":{\"body\":\"b\"}}";
    assertThat(change(update.formatted(edit, content)))
        .isEqualTo(new MessageChanged.Edited(new Content.Text("b")));
    assertThat(translate(update.formatted("{\"type\":\"edit\"}", content))).isEmpty();
    assertThat(translate(update.formatted("null", content))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"text\":null", ",\"text\":{}", ",\"text\":\"b\""})
  void patchWithoutContentErasesNoText(String content) {
    String patch =
        """
        {"event":{"type":"messages","event":"patch"},
          "messages":[{"id":"W-1","chat_id":"62811","type":"text","status":"read"%s}]}
        """;
    assertThat(translate(patch.formatted(content))).isEmpty();
    assertThat(change(patch.formatted(",\"text\":{\"body\":\"b\"}")))
        .isEqualTo(new MessageChanged.Edited(new Content.Text("b")));
  }

  @Test
  void invalidChatIsNotPrivate() {
    assertThat(
            translate(
                "{\"messages\":[{\"id\":\"W-1\",\"chat_id\":\"%s@g.us\",\"from\":\"62811\",\"text\":{\"body\":\"a\"}}]}"
                    .formatted("1".repeat(200))))
        .isEmpty();
  }

  @Test
  void redeliveredChangeHasTheSameId() {
    String body =
        "{\"messages_updates\":[{\"id\":\"W-1\",\"after_update\":{\"chat_id\":\"62811\",\"type\":\"text\",\"text\":{\"body\":\"b\"}}}]}";
    assertThat(translate(body)).isEqualTo(translate(body)).hasSize(1);
  }

  @Test
  void deletionWithoutAChatNamesItsMessage() {
    assertThat(
            translate(
                """
                {"messages_removed":[{"id":"M.1-a"},"M.2-a",{"chat_id":"628110000007@s.whatsapp.net"}]}\
                """))
        .extracting(record -> ((MessageStatus) record).messageId())
        .containsExactly("M.1-a", "M.2-a");
  }

  @Test
  void keepsUnknownAndInvalidMessages() {
    String unknown =
        "{\"messages\":[{\"id\":\"W-1\",\"chat_id\":\"62811\",\"type\":\"hologram\",\"hologram\":{\"x\":1}}]}";
    assertThat(inbound(translate(unknown)).content())
        .isInstanceOfSatisfying(
            Content.Unsupported.class,
            kept -> {
              assertThat(kept.type()).isEqualTo("hologram");
              assertThat(kept.raw().path("hologram").path("x").asInt()).isEqualTo(1);
            });
    String broken =
        "{\"messages\":[{\"id\":\"W-1\",\"chat_id\":\"62811\",\"type\":\"location\",\"location\":{\"latitude\":\"north\"}}]}";
    assertThat(inbound(translate(broken)).content()).isInstanceOf(Content.Unsupported.class);
  }

  @Test
  void acceptsAbsurdBodies() {
    assertThat(translate("{\"messages\":[5,null,\"x\",[],{}],\"statuses\":{\"id\":1},\"calls\":7}"))
        .isEmpty();
    assertThat(translate("{}")).isEmpty();
    assertThat(translate("[]")).isEmpty();
  }

  @Test
  void recordsHaveStorableText() {
    String body =
        "{\"messages\":[{\"id\":\"W-\\u0000\\ud800 1\",\"from\":\"62811\",\"from_name\":\"\\udc00B\\u0000udi 👍\",\"type\":\"x\\u0000\",\"k\\u0000\":[\"\\u0000\"]}]}";
    List<WireRecord> records = translate(body);
    String json = new String(EventJson.write(records.getFirst()), UTF_8);
    assertThat(json).doesNotContain("\\u0000").contains("\uFFFDBudi 👍");
  }

  @Test
  void replacesLongIdByItsHash() {
    String body =
        "{\"messages\":[{\"id\":\"%s\",\"from\":\"62811\",\"text\":{\"body\":\"a\"}}]}"
            .formatted("x".repeat(5000));
    assertThat(inbound(translate(body)).id())
        .startsWith("sha256-")
        .hasSize(71)
        .isEqualTo(inbound(translate(body)).id());
  }

  @Test
  void recordsCanBeReadBack() {
    String deep = "{\"messages\":[{\"id\":\"W-1\",\"from\":\"62811\",\"type\":\"x\",\"x\":%s%s}]}";
    assertThatThrownBy(() -> translate(deep.formatted("[".repeat(5000), "]".repeat(5000))))
        .isInstanceOf(WebhookPayload.MalformedBodyException.class);
    WireRecord deepest = translate(deep.formatted("[".repeat(245), "]".repeat(245))).getFirst();
    assertThat(EventJson.read(EventJson.write(deepest), InboundMessage.class)).isEqualTo(deepest);
  }

  @Test
  void onlyOwnMessagesToTheOwnNumberAreNotes() {
    String message =
        """
        {"messages":[{"id":"W-1","chat_id":"%s@s.whatsapp.net","from_me":%s,"source":"%s","from":"62811","text":{"body":"a"}}]}\
        """;
    assertThat(translate(message.formatted("62811", true, "mobile"))).isEmpty();
    assertThat(translate(message.formatted("62812", true, "mobile"))).hasSize(1);
    assertThat(translate(message.formatted("62811", false, "mobile"))).hasSize(1);
    assertThat(translate(message.formatted("62811", true, "api")))
        .singleElement()
        .isInstanceOf(MessageEcho.class);
  }

  @Test
  void chatsAreRecordedIfTheyAreAskedFor() {
    var translator =
        new WebhookTranslator(
            new ChannelNames(List.of()),
            (channel, lid) -> null,
            new Inbox(Set.of(Inbox.Kind.STORIES, Inbox.Kind.NOTES_TO_ONESELF)));
    byte[] body =
        """
        {"messages":[
          {"id":"W-1","chat_id":"status@broadcast","from":"62811","text":{"body":"a"}},
          {"id":"W-2","chat_id":"1203@newsletter","text":{"body":"a"}},
          {"id":"W-3","chat_id":"62811","from_me":true,"source":"web","from":"62811","text":{"body":"a"}},
          {"id":"W-4","chat_id":"stories","type":"story","from":"62811","text":{"body":"a"}}]}
        """
            .getBytes(UTF_8);
    TranslatedBody translated =
        translator.translate(WebhookPayload.parse(body), WebhookRoute.UNTOLD, NOW);
    assertThat(translated.records())
        .extracting(record -> ((InboundMessage) record).id() + " " + record.key())
        .containsExactly(
            "W-1 default/status@broadcast",
            "W-3 default/62811@s.whatsapp.net",
            "W-4 default/status@broadcast");
  }

  @Test
  void recordingsHaveTheirLength() {
    assertThat(
            content(
                "\"type\":\"voice\",\"voice\":{\"id\":\"v\",\"mime_type\":\"audio/ogg\",\"seconds\":\"12.4\"}"))
        .isEqualTo(media(Content.Media.Kind.VOICE, "v", "audio/ogg", 12, null));
    assertThat(
            content(
                "\"type\":\"audio\",\"audio\":{\"id\":\"v\",\"mime_type\":\"audio/ogg\",\"seconds\":-1}"))
        .isEqualTo(media(Content.Media.Kind.AUDIO, "v", "audio/ogg", null, null));
  }

  @Test
  void viewOnceIsMarked() {
    Content once = media(Content.Media.Kind.IMAGE, "i", "image/jpeg", null, true);
    String image = "\"type\":\"image\",\"image\":{\"id\":\"i\",\"mime_type\":\"image/jpeg\"";
    assertThat(content(image + ",\"view_once\":true}")).isEqualTo(once);
    assertThat(content("\"view_once\":true," + image + "}")).isEqualTo(once);
  }

  @Test
  void liveLocationIsMarked() {
    assertThat(
            content(
                "\"type\":\"live_location\",\"live_location\":{\"latitude\":-6.2,\"longitude\":106.8,\"caption\":\"Di jalan\"}"))
        .isEqualTo(new Content.Location(-6.2, 106.8, "Di jalan", null, true));
  }

  @Test
  void repliesWithoutATypeAreChoices() {
    assertThat(
            content(
                "\"type\":\"reply\",\"reply\":{\"list_reply\":{\"id\":\"ListV3:a\",\"title\":\"Ongkir\"}}"))
        .isEqualTo(new Content.Choice("a", "Ongkir"));
  }

  private static Content content(String fields) {
    return inbound(
            translate("{\"messages\":[{\"id\":\"W-1\",\"from\":\"62811\",%s}]}".formatted(fields)))
        .content();
  }

  private static Content media(
      Content.Media.Kind kind,
      String id,
      String mimeType,
      @Nullable Integer seconds,
      @Nullable Boolean viewOnce) {
    return new Content.Media(kind, id, null, mimeType, null, null, null, seconds, viewOnce);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "5", "\"text\"", "{}{}", "{\"a\":}", "\u0000"})
  void rejectsOtherJsonWithReason(String body) {
    assertThatThrownBy(() -> translate(body))
        .isInstanceOf(WebhookPayload.MalformedBodyException.class)
        .hasMessageMatching(
            "The body is (empty; a JSON object is expected|not JSON: unreadable.*|not a JSON object)\\.?.*");
  }

  private static MessageChanged.Change change(String body) {
    return ((MessageChanged) translate(body).getFirst()).change();
  }

  private static InboundMessage inbound(List<WireRecord> records) {
    return (InboundMessage) records.getFirst();
  }

  private static List<WireRecord> captured(String name) throws IOException {
    try (var body =
        WebhookTranslatorTests.class.getResourceAsStream("/payloads/" + name + ".json")) {
      return TRANSLATOR
          .translate(WebhookPayload.parse(body.readAllBytes()), WebhookRoute.UNTOLD, NOW)
          .records();
    }
  }

  private static List<WireRecord> translate(String body) {
    return TRANSLATOR
        .translate(WebhookPayload.parse(body.getBytes(UTF_8)), WebhookRoute.UNTOLD, NOW)
        .records();
  }
}
