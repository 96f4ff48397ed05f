package id.balas.fakewhapi;

import static id.balas.fakewhapi.Client.CHAT;
import static id.balas.fakewhapi.Client.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Incoming messages and actions, as seen by the webhook, the history and the phone page.
class IncomingEventTests {

  private static final String PIXEL = "data:image/png;name=titik.png;base64,iVBORw0KGgo=";

  private WebhookReceiver webhook;
  private FakeWhapi whapi;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    webhook = new WebhookReceiver();
    whapi = webhook.whapi("the-token", Duration.ZERO);
    client = new Client(whapi, "the-token");
  }

  @AfterEach
  void stop() {
    whapi.close();
    webhook.close();
  }

  private JsonNode add(String fields) throws Exception {
    return client.ok(
        client.post("/fake/messages", "{\"chatId\":\"%s\",%s}".formatted(CHAT, fields)));
  }

  private JsonNode lastItem(String key) {
    await().until(() -> !webhook.items(key).isEmpty());
    return webhook.items(key).getLast();
  }

  @Test
  void textWebhookMatchesCapturedWebhook() throws Exception {
    client.ok(
        client.post(
            "/fake/people",
            "{\"kind\":\"customer\",\"name\":\"Budi\",\"number\":\"6281100000001\"}"));
    JsonNode bubble = add("\"type\":\"text\",\"body\":\"Halo\"");
    JsonNode captured = captured("14-messages-post-text-1to1-body-mode.json");
    JsonNode message = lastItem("messages");
    assertThat(message.propertyNames()).containsExactlyElementsOf(captured.propertyNames());
    assertThat(message).isEqualTo(bubble.path("message"));
    assertThat(message.path("from").asString()).isEqualTo("6281100000001");
    assertThat(message.path("from_name").asString()).isEqualTo("Budi");
    assertThat(message.path("from_me").asBoolean()).isFalse();
    assertThat(bubble.path("ticks").isNull()).isTrue();
    assertThat(client.bodies("/messages/list/" + CHAT)).containsExactly("Halo");
    assertThat(lastItem("chats").path("id").asString()).isEqualTo(CHAT);
  }

  private static JsonNode captured(String file) throws IOException {
    return JSON.readTree(Files.readString(Path.of("src/test/resources/payloads", file)))
        .path("messages")
        .get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\":\"link_preview\",\"body\":\"lihat https://contoh.id/a ya\" | link_preview | /link_preview/url | https://contoh.id/a",
        "\"type\":\"location\",\"latitude\":-6.2,\"longitude\":106.8,\"name\":\"Kantor\" | location | /location/name | Kantor",
        "\"type\":\"contact\",\"name\":\"Siti\" | contact | /contact/name | Siti",
        "\"type\":\"contact_list\",\"list\":[{\"name\":\"Siti\",\"vcard\":\"x\"}] | contact_list | /contact_list/list/0/name | Siti",
        "\"type\":\"poll\",\"title\":\"Jam?\",\"options\":[\"9\",\"10\"] | poll | /poll/results/1/name | 10",
        "\"type\":\"buttons_reply\",\"id\":\"ya\",\"title\":\"Ya\" | reply | /reply/buttons_reply/id | ButtonsV3:ya",
        "\"type\":\"list_reply\",\"id\":\"ya\",\"title\":\"Ya\" | reply | /reply/list_reply/id | ListV3:ya",
        "\"type\":\"unknown\",\"as\":\"system\" | unknown | /source | system",
        "\"type\":\"hologram\",\"raw\":{\"hologram\":{\"depth\":3}} | hologram | /hologram/depth | 3",
        "\"type\":\"text\",\"body\":\"Halo\",\"as\":\"phone\" | text | /source | mobile",
        "\"type\":\"text\",\"body\":\"Halo\",\"as\":\"web\" | text | /source | web"
      })
  void everyTypeIsReported(String fields, String type, String pointer, String value)
      throws Exception {
    add(fields);
    JsonNode message = lastItem("messages");
    assertThat(message.path("type").asString()).isEqualTo(type);
    assertThat(message.at(pointer).asString()).isEqualTo(value);
    assertThat(message.path("from_me").asBoolean())
        .isEqualTo(fields.contains("phone") || fields.contains("web\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "video", "audio", "voice", "document", "sticker"})
  void mediaFileHasIdAndContent(String type) throws Exception {
    add("\"type\":\"%s\",\"media\":\"%s\",\"caption\":\"Ini\"".formatted(type, PIXEL));
    JsonNode media = lastItem("messages").path(type);
    assertThat(media.path("id").asString()).matches("png(-[0-9a-f]+){2,4}");
    assertThat(media.path("mime_type").asString()).isEqualTo("image/png");
    assertThat(media.path("file_size").asInt()).isEqualTo(8);
    assertThat(media.path("caption").asString()).isEqualTo("Ini");
    assertThat(media.has("link")).isFalse();
    assertThat(
            client
                .call("GET", "/media/" + media.path("id").asString(), "")
                .headers()
                .firstValue("Content-Type"))
        .hasValue("image/png");
    assertThat(client.status("/media/png-00")).isEqualTo(404);
  }

  @Test
  void onlyAutoDownloadedMediaHasLink() throws Exception {
    client.ok(client.call("PATCH", "/settings", "{\"media\":{\"auto_download\":[\"image\"]}}"));
    add("\"type\":\"image\",\"media\":\"%s\"".formatted(PIXEL));
    assertThat(lastItem("messages").path("image").path("link").asString())
        .contains("/in-files/png-");
    add("\"type\":\"document\",\"media\":\"%s\"".formatted(PIXEL));
    await().until(() -> webhook.items("messages").size() == 2);
    assertThat(lastItem("messages").path("document").has("link")).isFalse();
    assertThat(lastItem("messages").path("document").path("filename").asString())
        .isEqualTo("titik.png");
  }

  @Test
  void quoteContainsQuotedMessage() throws Exception {
    String id = client.sendId(CHAT, "Mau yang mana?");
    add("\"type\":\"text\",\"body\":\"Itu\",\"quoted\":\"%s\"".formatted(id));
    await().until(() -> webhook.items("messages").size() == 2);
    JsonNode context =
        webhook.items("messages").stream()
            .filter(message -> message.has("context"))
            .findFirst()
            .orElseThrow()
            .path("context");
    assertThat(context.path("quoted_id").asString()).isEqualTo(id);
    assertThat(context.path("quoted_author").asString()).isEqualTo("628999000000");
    assertThat(context.path("quoted_content").path("body").asString()).isEqualTo("Mau yang mana?");
  }

  @Test
  void reactionCanBeAddedAndRemoved() throws Exception {
    String id = client.sendId(CHAT, "Halo");
    JsonNode bubble = add("\"type\":\"reaction\",\"target\":\"%s\",\"emoji\":\"👍\"".formatted(id));
    assertThat(bubble.path("reactions").get(0).path("emoji").asString()).isEqualTo("👍");
    await()
        .until(() ->
            webhook.items("messages").stream()
                .anyMatch(message ->
                    message.path("action").path("type").asString("").equals("reaction")));
    assertThat(
            add("\"type\":\"reaction\",\"target\":\"%s\",\"emoji\":\"\"".formatted(id))
                .path("reactions"))
        .isEmpty();
    assertThat(client.get("/fake/chats/" + CHAT + "/messages").path("bubbles")).hasSize(1);
    assertThat(client.get("/messages/list/" + CHAT + "?normal_types=true").path("total").asInt())
        .isEqualTo(1);
    assertThat(client.get("/messages/list/" + CHAT).path("total").asInt()).isEqualTo(3);
  }

  @Test
  void editWebhookHasBeforeAndAfter() throws Exception {
    String id = add("\"type\":\"text\",\"body\":\"Hola\"").path("message").path("id").asString();
    JsonNode bubble = add("\"type\":\"edit\",\"target\":\"%s\",\"body\":\"Halo\"".formatted(id));
    assertThat(bubble.path("edited").asBoolean()).isTrue();
    JsonNode update = lastItem("messages_updates");
    assertThat(update.path("id").asString()).isEqualTo(id);
    assertThat(update.at("/before_update/text/body").asString()).isEqualTo("Hola");
    assertThat(update.at("/after_update/text/body").asString()).isEqualTo("Halo");
    assertThat(update.at("/trigger/action/type").asString()).isEqualTo("edit");
    assertThat(client.bodies("/messages/list/" + CHAT)).containsExactly("Halo");
  }

  @Test
  void deletionIsReportedAndKeepsMessage() throws Exception {
    String id = add("\"type\":\"text\",\"body\":\"Salah\"").path("message").path("id").asString();
    assertThat(
            add("\"type\":\"delete\",\"target\":\"%s\"".formatted(id)).path("deleted").asBoolean())
        .isTrue();
    await().until(() -> webhook.items("messages").size() == 2);
    JsonNode deletion = lastItem("messages");
    assertThat(deletion.path("source").asString()).isEqualTo("system");
    assertThat(deletion.at("/action/target").asString()).isEqualTo(id);
    assertThat(client.get("/messages/" + id).path("text").path("body").asString())
        .isEqualTo("Salah");
  }

  @Test
  void newVoteReplacesEarlierVote() throws Exception {
    JsonNode poll =
        client.sent(
            "/messages/poll",
            "{\"to\":\"%s\",\"title\":\"Jam?\",\"options\":[\"9\",\"10\"],\"count\":1}"
                .formatted(CHAT));
    String id = poll.path("id").asString();
    add("\"type\":\"vote\",\"target\":\"%s\",\"votes\":[\"9\"]".formatted(id));
    add("\"type\":\"vote\",\"target\":\"%s\",\"votes\":[\"10\"]".formatted(id));
    await().until(() -> webhook.items("messages_updates").size() == 2);
    JsonNode results = lastItem("messages_updates").at("/after_update/poll/results");
    assertThat(results.get(0).path("count").asInt()).isZero();
    assertThat(results.get(1).path("voters").get(0).asString()).isEqualTo("6281100000001");
  }

  @Test
  void callHasSuffixAndMilliseconds() throws Exception {
    add("\"type\":\"call\"");
    JsonNode call = lastItem("calls");
    assertThat(call.path("from").asString()).isEqualTo(CHAT);
    assertThat(call.path("id").asString()).matches("[0-9A-F]{32}");
    assertThat(call.path("timestamp").asLong()).isGreaterThan(1_000_000_000_000L);
  }

  @Test
  void groupMemberWritesIntoGroup() throws Exception {
    JsonNode group =
        client.ok(
            client.post(
                "/fake/people",
                "{\"kind\":\"group\",\"name\":\"Grup Uji\",\"members\":[\"6281100000005\",\"6281100000006\"]}"));
    String chatId = group.path("chatId").asString();
    client.ok(
        client.post(
            "/fake/messages",
            "{\"chatId\":\"%s\",\"from\":\"6281100000006\",\"fromName\":\"Ani\",\"type\":\"text\",\"body\":\"Halo\"}"
                .formatted(chatId)));
    JsonNode message = lastItem("messages");
    assertThat(message.path("id").asString()).matches("[^-]+-[^-]+-[^-]+");
    assertThat(message.path("from").asString()).isEqualTo("6281100000006");
    assertThat(message.path("chat_name").asString()).isEqualTo("Grup Uji");
    assertThat(message.path("from_name").asString()).isEqualTo("Ani");
  }

  @Test
  void contactsResolveHiddenNumber() throws Exception {
    JsonNode person =
        client.ok(
            client.post(
                "/fake/people",
                "{\"kind\":\"lid\",\"name\":\"Rani\",\"number\":\"6281100000007\"}"));
    String lid = person.path("chatId").asString();
    assertThat(lid).matches("\\d{15}@lid");
    client.ok(
        client.post(
            "/fake/messages",
            "{\"chatId\":\"%s\",\"type\":\"text\",\"body\":\"Halo\"}".formatted(lid)));
    assertThat(lastItem("messages").path("from").asString()).isEqualTo(lid.replace("@lid", ""));
    assertThat(client.get("/contacts/lids/" + lid).path("id").asString())
        .isEqualTo("6281100000007@s.whatsapp.net");
    assertThat(client.get("/contacts/lids/6281100000007@s.whatsapp.net").path("lid").asString())
        .isEqualTo(lid);
    assertThat(client.get("/contacts/ids/" + lid).path("id").asString())
        .isEqualTo("6281100000007@s.whatsapp.net");
    assertThat(
            client
                .get("/contacts/lids?ContactIDList=6281100000007")
                .at("/6281100000007@s.whatsapp.net/lid")
                .asString())
        .isEqualTo(lid);
    assertThat(client.status("/contacts/lids/99999999@lid")).isEqualTo(404);
  }

  @Test
  void phoneMayHaveTwoHiddenNumbers() throws Exception {
    String first = hidden("6281100000017");
    String second = hidden("6281100000017");
    String unnamed = hidden("");

    JsonNode pairs = client.get("/contacts/lids");

    assertThat(pairs.at("/6281100000017@s.whatsapp.net/lid").asString()).isEqualTo(first);
    assertThat(pairs.path(second).path("id").asString()).isEqualTo("6281100000017@s.whatsapp.net");
    assertThat(client.get("/contacts/ids/" + second).path("id").asString())
        .isEqualTo("6281100000017@s.whatsapp.net");
    assertThat(client.status("/contacts/ids/" + unnamed)).isEqualTo(404);
  }

  private String hidden(String number) throws Exception {
    return client
        .ok(
            client.post(
                "/fake/people",
                "{\"kind\":\"lid\",\"name\":\"Rani\",\"number\":\"%s\"}".formatted(number)))
        .path("chatId")
        .asString();
  }

  @Test
  void lateMessageIsSortedByTime() throws Exception {
    add("\"type\":\"text\",\"body\":\"sekarang\"");
    add("\"type\":\"text\",\"body\":\"dulu\",\"timestamp\":1700000000");
    assertThat(client.bodies("/messages/list/" + CHAT)).containsExactly("sekarang", "dulu");
  }

  @Test
  void senderAndRecipientBecomeContacts() throws Exception {
    add("\"type\":\"text\",\"body\":\"Halo\",\"fromName\":\"Budi\"");
    client.send("6281100000002", "Halo");
    JsonNode people = client.get("/fake/people");
    assertThat(people)
        .extracting(person -> person.path("name").asString())
        .containsExactly("Admin 628110000001", "Budi", "6281100000002");
    assertThat(people.get(0).path("kind").asString()).isEqualTo("admin");
  }

  @Test
  void ourMessageDoesNotNameContact() throws Exception {
    add("\"type\":\"text\",\"body\":\"Halo\",\"as\":\"phone\"");
    assertThat(client.get("/fake/people").get(1).path("name").asString())
        .isEqualTo("6281100000001");
  }

  @Test
  void exchangesShowRawCallAndWebhooks() throws Exception {
    webhook.failNext(1);
    client.ok(
        client.call("PATCH", "/fake/channels/default", "{\"pace\":0.01,\"statuses\":\"off\"}"));
    String id = client.sendId(CHAT, "Halo");
    await()
        .until(() -> client.get("/fake/exchanges?messageId=" + id).path("exchanges").size() == 3);
    JsonNode exchanges = client.get("/fake/exchanges?messageId=" + id).path("exchanges");
    assertThat(exchanges)
        .extracting(exchange -> exchange.path("kind").asString())
        .containsExactly("call", "webhook", "webhook");
    assertThat(exchanges)
        .extracting(exchange -> exchange.path("status").asInt())
        .containsExactly(200, 503, 200);
    assertThat(exchanges)
        .extracting(exchange -> exchange.path("attempt").asInt())
        .containsExactly(1, 1, 2);
    assertThat(exchanges.get(0).path("request").asString()).contains("\"body\":\"Halo\"");
    assertThat(exchanges.get(0).path("response").asString()).contains(id);
    assertThat(exchanges.toString()).doesNotContain("the-token");
    await()
        .until(() ->
            client
                .get("/fake/chats/" + CHAT + "/messages")
                .at("/bubbles/0/webhook")
                .asString()
                .equals("told"));
  }

  @Test
  void eventStreamReportsChanges() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Stream<String> stream = client.lines("/fake/events");
    var _ =
        CompletableFuture.runAsync(() -> stream.forEach(lines::add), Thread::startVirtualThread);
    add("\"type\":\"text\",\"body\":\"Halo dari SSE\"");
    client.fault("{\"kind\":\"logged-out\"}");
    await()
        .untilAsserted(() -> {
          assertThat(lines)
              .contains("event: bubble", "event: person", "event: faults", "event: channel");
          assertThat(lines)
              .anyMatch(line -> line.startsWith("data: ") && line.contains("Halo dari SSE"));
        });
    stream.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"text\",\"body\":\"x\"}",
        "{\"chatId\":\"6281100000001\",\"type\":\"text\"}",
        "{\"chatId\":\"6281100000001\",\"body\":\"x\"}",
        "{\"chatId\":\"budi\",\"type\":\"text\",\"body\":\"x\"}",
        "{\"chatId\":\"6281100000001\",\"type\":\"image\",\"media\":\"\"}",
        "{\"chatId\":\"6281100000001\",\"type\":\"text\",\"body\":\"x\",\"as\":\"ghost\"}",
        "{\"chatId\":\"6281100000001\",\"type\":\"location\",\"latitude\":91,\"longitude\":0}"
      })
  void invalidEventsAreRejected(String order) throws Exception {
    assertThat(client.post("/fake/messages", order).statusCode()).isEqualTo(400);
    assertThat(client.bodies("/messages/list")).isEmpty();
  }
}
