package id.balas.ingest.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.events.InboundMessage;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.WireRecord;
import id.balas.events.value.Content;
import id.balas.events.wire.EventJson;
import id.balas.whapi.ChannelSetting;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/// Tests everything in a translated body except its records.
@ExtendWith(OutputCaptureExtension.class)
class TranslatedBodyTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final WebhookTranslator ONE = translator("t", "");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "chats":[{},{}]                                  | {CHATS=2}
          "chats_updates":[{}],"chats_removed":["x"]       | {CHATS=2}
          "contacts":[{}],"contacts_updates":[{}]          | {CONTACTS=2}
          "groups":[{}],"groups_participants":[{},{}]      | {GROUPS=3}
          "presences":[{}]                                 | {PRESENCES=1}
          "labels":[{}],"labels_removed":["vip"]           | {LABELS=2}
          "service":{}                                     | {SERVICE=1}
          "surprise":[{"id":1},7]                          | {UNKNOWN_EVENT=2}
          "surprise":{"id":1}                              | {UNKNOWN_EVENT=1}
          "surprise":"x"                                   | {UNKNOWN_EVENT=1}
          "statuses":[{"id":"W-1","status":"teleported"}]  | {UNKNOWN_STATUS=1}
          "statuses":[{"status":"read"}],"calls":[{"from":"62811"}] | {WITHOUT_ID=2}
          "messages":[{"id":"W-1","text":{"body":"a"}}]    | {WITHOUT_CHAT=1}
          "messages":[{"id":"W-1","chat_id":"@c.us"},{"id":"W-1","from":" + "}] | {WITHOUT_CHAT=2}
          "messages":[5,null]                              | {MALFORMED=2}
          "messages":[{"id":"W-1","chat_id":"status@broadcast","from":"62811","text":{"body":"a"}}] | {STORIES=1}
          "messages":[{"id":"W-1","chat_id":"stories","type":"story","from":"62811","text":{"body":"a"}}] | {STORIES=1}
          "messages":[{"id":"W-1","chat_id":"1203@newsletter","text":{"body":"a"}}] | {NEWSLETTERS=1}
          "messages":[{"id":"W-1","chat_id":"1699@broadcast","from_me":true,"from":"62811","text":{"body":"a"}}] | {BROADCAST_LISTS=1}
          "messages":[{"id":"W-1","chat_id":"62811@s.whatsapp.net","from_me":true,"from":"62811","text":{"body":"a"}}] | {NOTES_TO_ONESELF=1}
          "statuses":[{"id":"W-1","status":"read","recipient_id":"status@broadcast"}] | {STORIES=1}
          "messages_removed_all":"1203@newsletter"         | {NEWSLETTERS=1}
          "messages_updates":[{"id":"W-1","after_update":{"chat_id":"62811"}}] | {UNCHANGED=1}
          "count":100,"total":4,"messages":[]              | {}
          """)
  void countsIgnoredItemsByReason(String fields, String expected) {
    TranslatedBody intake = ONE.translate(payload("{" + fields + "}"), WebhookRoute.UNTOLD, NOW);
    assertThat(intake.records()).isEmpty();
    assertThat(intake.ignored()).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "health":{"status":{"code":4,"text":"AUTH"}}  | post   | the provider reports the channel state AUTH
          "health":{"status":{"code":3,"text":"QR"}}    | post   | the provider reports the channel state QR
          "health":{"status":{"text":"SYNC_ERROR"}}     | post   | the provider reports the channel state SYNC_ERROR
          "health":{"status":"error"}                   | post   | the provider reports the channel state ERROR
          "health":7                                    | post   | the provider reports the channel state OTHER
          "qr":{"status":"OK","base64":"AAAA"}          | patch  | the channel's number must be linked by QR code
          "user":{"id":"628990000001","name":"Kami"}    | delete | the channel's number was unlinked
          "user":{"id":"628990000001","name":"Kami"}    | post   | a number was linked to the channel
          "errors":[{"code":500,"message":"of 628990000001"},{}] | post | the provider reports 2 error(s), first code 500
          """)
  void channelEventsArePossibleGaps(String fields, String method, String reason) {
    String body =
        "{%s,\"event\":{\"type\":\"users\",\"event\":\"%s\"},\"channel_id\":\"A-1\"}"
            .formatted(fields, method);
    TranslatedBody intake =
        translator("t", "a:t:A-1").translate(payload(body), WebhookRoute.UNTOLD, NOW);
    assertThat(intake.possibleGaps()).containsExactly(new PossibleGap("a", reason));
    assertThat(intake.records()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          users,  delete, POST,   '',                                                the channel's number was unlinked
          users,  -,      DELETE, '',                                                the channel's number was unlinked
          users,  post,   DELETE, '{"type":"users","event":"delete"}',               a number was linked to the channel
          -,      -,      POST,   '{"type":"users","event":"delete"}',               the channel's number was unlinked
          -,      -,      POST,   '{"type":"users","method":"delete"}',              the channel's number was unlinked
          chats,  -,      DELETE, '{"type":"users","event":"post"}',                 a number was linked to the channel
          -,      -,      DELETE, '{}',                                              a number was linked to the channel
          -,      -,      POST,   '"users"',                                         a number was linked to the channel
          """)
  void routeComesFromPathThenMethodThenBody(
      String type, String method, String verb, String told, String reason) {
    String event = told.isEmpty() ? "null" : told;
    WebhookPayload payload = payload("{\"user\":{\"id\":\"1\"},\"event\":" + event + "}");
    assertThat(ONE.translate(payload, WebhookRoute.of(type, method, verb), NOW).possibleGaps())
        .containsExactly(new PossibleGap("default", reason));
  }

  @Test
  void keepsUnknownChannelsAndWarnsOnce(CapturedOutput output) {
    WebhookTranslator several = translator("", "a:t:A-1,b:t:B-1");
    String body =
        "{\"channel_id\":\"MANTIS-XYZ\",\"messages\":[{\"id\":\"W-1\",\"from\":\"62811\",\"text\":{\"body\":\"a\"}}]}";
    for (int i = 0; i < 3; i++) {
      TranslatedBody intake = several.translate(payload(body), WebhookRoute.UNTOLD, NOW);
      assertThat(intake.fromUnknownChannel()).isEqualTo(1);
      assertThat(intake.records())
          .singleElement()
          .satisfies(
              record -> assertThat(record.key()).isEqualTo("MANTIS-XYZ/62811@s.whatsapp.net"));
    }
    assertThat(output.getAll().split("MANTIS-XYZ", -1)).hasSize(2);
  }

  @Test
  void logsUnknownEventOnceByName(CapturedOutput output) {
    WebhookTranslator translator = translator("t", "");
    String body = "{\"surprise\":[{\"secret\":\"words\"}],\"6281234567890\":[1],\"a b\":1}";
    translator.translate(payload(body), WebhookRoute.UNTOLD, NOW);
    translator.translate(payload(body), WebhookRoute.UNTOLD, NOW);
    assertThat(output.getAll()).containsOnlyOnce("surprise").containsOnlyOnce("(not a name)");
    assertThat(output.getAll()).doesNotContain("words").doesNotContain("6281234567890");
  }

  @Test
  void keepsItemsOfUnnamedEvent() {
    TranslatedBody intake =
        ONE.translate(payload("{\" \":[{\"chat_id\":\"62811\"}]}"), WebhookRoute.UNTOLD, NOW);
    assertThat(((InboundMessage) intake.records().getFirst()).content())
        .isInstanceOfSatisfying(
            Content.Unsupported.class, kept -> assertThat(kept.type()).isEqualTo("unknown"));
  }

  @Test
  void listAndWebhookGiveEqualRecords() {
    String from =
        "\"chat_id\":\"62811@s.whatsapp.net\",\"from\":\"62811\",\"timestamp\":1795420740";
    assertThat(
            backfilled(
                "{\"id\":\"W-1\",\"type\":\"text\",\"text\":{\"body\":\"a\\u0000b\"},%s}"
                    .formatted(from)))
        .isInstanceOfSatisfying(
            InboundMessage.class,
            message -> {
              assertThat(message.backfilled()).isTrue();
              assertThat(message.channel()).isEqualTo("a");
              assertThat(message.content()).isEqualTo(new Content.Text("ab"));
              assertThat(message.receivedAt()).isEqualTo(NOW);
            });
    assertThat(
            backfilled(
                "{\"id\":\"W-1\",\"from_me\":true,\"source\":\"api\",\"type\":\"text\",\"text\":{\"body\":\"a\"},%s}"
                    .formatted(from)))
        .isInstanceOf(MessageEcho.class);
    assertThat(
            backfilled(
                "{\"id\":\"W-2\",\"type\":\"action\",\"action\":{\"type\":\"delete\",\"target\":\"W-1\"},%s}"
                    .formatted(from)))
        .isInstanceOfSatisfying(
            MessageChanged.class, change -> assertThat(change.id()).isEqualTo("W-2"));
    assertThat(
            backfilled(
                    "{\"id\":\"W-3\",\"type\":\"call\",\"call\":{\"id\":\"C1\",\"status\":\"missed\",%s},%s}"
                        .formatted(from, from))
                .eventId())
        .isEqualTo("call-C1-missed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"from\":\"62811\",\"text\":{\"body\":\"a\"}}", "{\"id\":\"W-1\"}", "7", "null"})
  void skipsListedMessagesWithoutIdentity(String message) {
    assertThat(ONE.backfilled(JSON.readTree(message), "default", NOW)).isEmpty();
  }

  @Test
  void truncatesTooLargeItems() {
    String long1 = "é".repeat(400_000);
    String text =
        "{\"messages\":[{\"id\":\"W-1\",\"from\":\"62811\",\"from_name\":\"%s\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}]}"
            .formatted(long1, long1);
    InboundMessage message =
        (InboundMessage)
            ONE.translate(payload(text), WebhookRoute.UNTOLD, NOW).records().getFirst();
    assertThat(message.senderName()).hasSize(256).endsWith("…");
    assertThat(((Content.Text) message.content()).body()).hasSize(65_536).endsWith("é…");

    String many =
        "{\"messages\":[{\"id\":\"W-2\",\"from\":\"62811\",\"type\":\"x\",\"x\":[%s]}]}"
            .formatted(
                String.join(
                    ",", Collections.nCopies(900, "{\"k\":\"" + "\\u0001".repeat(5_000) + "\"}")));
    WireRecord large = ONE.translate(payload(many), WebhookRoute.UNTOLD, NOW).records().getFirst();
    byte[] written = EventJson.write(large);
    assertThat(written).hasSizeBetween(2_500_000, 4 * 1024 * 1024 - 4096);
    assertThat(EventJson.read(written, InboundMessage.class)).isEqualTo(large);
  }

  @Test
  void keepsAllMessagesAndTruncatesInnerLists() {
    String inner = String.join(",", Collections.nCopies(1_200, "1"));
    List<String> items =
        IntStream.range(0, 1_500)
            .mapToObj(i ->
                "{\"id\":\"W-%d\",\"from\":\"62811\",\"type\":\"x\",\"x\":{\"y\":{\"list\":[%s]}}}"
                    .formatted(i, i == 0 ? inner : ""))
            .toList();
    List<WireRecord> records =
        ONE.translate(
                payload("{\"messages\":[" + String.join(",", items) + "]}"),
                WebhookRoute.UNTOLD,
                NOW)
            .records();
    assertThat(records).hasSize(1_500);
    var kept = (Content.Unsupported) ((InboundMessage) records.getFirst()).content();
    assertThat(kept.raw().path("x").path("y").path("list")).hasSize(1_000);
  }

  @Test
  void listsUnderOneNameAreBothKept() {
    String body =
        """
        [{"body":{"messages":[{"id":"W-1","from":"62811","text":{"body":"a"}}],"count":1,
          "messages":[{"id":"W-2","from":"62811","text":{"body":"b"},"text":{"body":"c"}}],
          "messages":[]}}]
        """;
    assertThat(ONE.translate(payload(body), WebhookRoute.UNTOLD, NOW).records())
        .extracting(record ->
            record.eventId() + " " + ((Content.Text) ((InboundMessage) record).content()).body())
        .containsExactly("W-1 a", "W-2 c");
  }

  @Test
  void rejectsBodyThatNeedsTooMuchMemory() {
    assertThatThrownBy(() -> payload("{\"messages\":[" + "{},".repeat(300_000) + "{}]}"))
        .isInstanceOf(WebhookPayload.MalformedBodyException.class)
        .hasMessage("The body has more than 122502 values; no message has so many.");
    assertThat(payload("{\"messages\":[" + "{},".repeat(9_000) + "{}]}").envelopes()).hasSize(1);
  }

  private static WireRecord backfilled(String message) {
    return ONE.backfilled(JSON.readTree(message), "a", NOW).orElseThrow();
  }

  private static WebhookTranslator translator(String token, String channels) {
    return new WebhookTranslator(
        new ChannelNames(ChannelSetting.of(token, channels)),
        (channel, lid) -> null,
        Inbox.CUSTOMERS);
  }

  private static WebhookPayload payload(String body) {
    return WebhookPayload.parse(body.getBytes(UTF_8));
  }
}
