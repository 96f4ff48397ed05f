package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.WireRecord;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What agents read over REST: the order of messages, their texts, deletions and unread counts.
class ReadingIT {

  private static final String SITI = "siti:karyawan";
  private static final String ADMIN = "budi:admin";
  private static final int AT_ONCE = 20;
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static ApiClient desk;

  private final String number = "628450000" + CHATS.incrementAndGet();
  private final ChatKey chat = new ChatKey("default", number + "@s.whatsapp.net");
  private final String path = "/chats/default:" + chat.chatId();
  // Older than the bot's answers, so that it only records the messages.
  private final Instant second =
      Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

  @BeforeAll
  static void start() {
    desk = new ApiClient();
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void messagesOfOneSecondKeepTheOrderOfArrival() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      expected.add("%s-%02d-%d".formatted(number, i * 7 % AT_ONCE, i));
    }
    TestTopics.write(
        expected.stream()
            .map(id -> inbound(id, From.CUSTOMER, text(id)))
            .toArray(WireRecord[]::new));
    await().until(() -> desk.get(SITI, path).body().path("unread").asInt() == AT_ONCE);

    List<String> ids = new ArrayList<>();
    String next = "";
    while (ids.size() < AT_ONCE) {
      JsonNode page = desk.get(SITI, path + "/messages?limit=7" + next).body();
      page.path("messages").forEach(message -> ids.add(message.path("id").asString()));
      next = "&before=" + page.path("next").asString("");
    }
    assertThat(ids.reversed()).isEqualTo(expected);
    assertThat(desk.get(SITI, path).body().path("lastText").asString())
        .isEqualTo(expected.getLast());
    String export =
        desk.get(ADMIN, "/export?from=" + second.minusSeconds(1) + "&to=" + Instant.now())
            .whole()
            .body();
    assertThat(
            export
                .lines()
                .filter(line -> line.contains("\"" + number))
                .map(line -> JsonMapper.shared().readTree(line).path("id").asString()))
        .isEqualTo(expected);
  }

  @Test
  void messagesAndPreviewsReadInBothLanguages() throws Exception {
    JsonNode order =
        JsonMapper.shared()
            .readTree(
                """
                {"id":"o","type":"order","order":{"items":[{"name":"Kopi","quantity":2}],"total":50000,"currency":"IDR"}}
                """);
    written(inbound("o", From.CUSTOMER, new Content.Unsupported("order", order)));

    for (String where : List.of("/messages/0/text", "/lastText")) {
      String page = where.startsWith("/messages") ? path + "/messages" : path;
      assertThat(desk.getIn("en-US", SITI, page).body().at(where).asString())
          .isEqualTo("Order: 2 × Kopi; total Rp 50,000");
      assertThat(desk.getIn("id", SITI, page).body().at(where).asString())
          .isEqualTo("Pesanan: 2 × Kopi; total Rp 50.000");
      assertThat(desk.get(SITI, page).body().at(where).asString()).startsWith("Pesanan");
    }
    String export = "/export?from=" + second.minusSeconds(1) + "&to=" + Instant.now();
    assertThat(desk.getIn("en", ADMIN, export).whole().body())
        .contains("\"text\":\"Order: 2 × Kopi");
  }

  @Test
  void votesAreCountedInThePoll() throws Exception {
    JsonNode poll =
        JsonMapper.shared()
            .readTree(
                "{\"type\":\"poll\",\"poll\":{\"title\":\"Jam?\",\"options\":[\"9\",\"10\"]}}");
    written(inbound("p", From.PHONE, new Content.Unsupported("poll", poll)));
    TestTopics.write(
        new MessageChanged(
            number + "-v",
            "default",
            chat.chatId(),
            number + "-p",
            chat.chatId(),
            new MessageChanged.Voted(List.of("10")),
            second,
            second));
    String voted = "Poll: Jam? – 9 (0 votes), 10 (1 vote)";
    await()
        .until(() -> desk.getIn("en", SITI, path).body().path("lastText").asString().equals(voted));
    assertThat(desk.getIn("en", SITI, path + "/messages").body().at("/messages/0/text").asString())
        .isEqualTo(voted);
  }

  @Test
  void answersOfPersonsClearUnread() throws Exception {
    written(inbound("a1", From.CUSTOMER, text("halo")));
    assertThat(unread()).isOne();
    written(inbound("a2", From.PHONE, text("halo juga")));
    assertThat(unread()).isZero();

    written(inbound("b1", From.CUSTOMER, text("masih ada?"), Instant.now()));
    await().until(() -> unread() == 1);
    answered("bot", Author.bot("aturan"));
    assertThat(unread()).isOne();
    answered("admin", Author.person(Author.Kind.ADMIN, "budi"));
    assertThat(unread()).isZero();

    // The provider's clock may be ahead of ours.
    written(inbound("c1", From.CUSTOMER, text("warna apa?"), Instant.now().plusSeconds(5)));
    assertThat(unread()).isOne();
    assertThat(
            desk.call(ADMIN, "POST", path + "/messages", "{\"text\":\"Merah\"}", number).status())
        .isEqualTo(200);
    await().until(() -> unread() == 0);
    assertThat(desk.get(SITI, "/chats?unread=true&limit=200").whole().body())
        .doesNotContain(chat.chatId());
    written(inbound("c2", From.CUSTOMER, text("baik"), Instant.now().plusSeconds(6)));
    assertThat(unread()).isOne();
  }

  @Test
  void removedMessagesAreMarked() throws Exception {
    written(inbound("r1", From.CUSTOMER, text("satu")));
    written(inbound("r2", From.CUSTOMER, text("dua")));
    TestTopics.write(removed(number + "-r1"));
    await().until(() -> !message("r1").path("deletedAt").isNull());
    assertThat(message("r2").path("deletedAt").isNull()).isTrue();
    TestTopics.write(removed(number + "-r2"));
    await()
        .until(() ->
            desk.getIn("en", SITI, path)
                .body()
                .path("lastText")
                .asString("")
                .equals("This message was deleted"));
  }

  // Customers' apps choose the ids of messages.
  @Test
  void ambiguousRemovalsMarkNothing() throws Exception {
    var other = new ChatKey("default", number + "9@s.whatsapp.net");
    written(inbound("same", From.CUSTOMER, text("punya saya")));
    TestTopics.write(message(other, number + "-same", From.CUSTOMER, text("punya dia"), second));
    await().until(() -> desk.get(SITI, "/chats/default:" + other.chatId()).status() == 200);
    TestTopics.write(removed(number + "-same"));
    written(inbound("end", From.CUSTOMER, text("selesai")));
    assertThat(message("same").path("deletedAt").isNull()).isTrue();
  }

  @Test
  void clearedChatsAreMarked() throws Exception {
    written(inbound("d1", From.CUSTOMER, text("satu")));
    written(inbound("d2", From.PHONE, text("dua")));
    JsonNode raw =
        JsonMapper.shared().readTree("{\"messages_removed_all\":\"" + chat.chatId() + "\"}");
    written(inbound("d3", From.PHONE, new Content.Unsupported("notice", raw)));
    written(inbound("d4", From.CUSTOMER, text("baru")));

    assertThat(message("d1").path("deletedAt").isString()).isTrue();
    assertThat(message("d2").path("deletedAt").isString()).isTrue();
    assertThat(message("d3").path("deletedAt").isNull()).isTrue();
    assertThat(message("d4").path("deletedAt").isNull()).isTrue();
  }

  private int unread() throws Exception {
    return desk.get(SITI, path).body().path("unread").asInt();
  }

  private JsonNode message(String id) throws Exception {
    return desk.get(SITI, path + "/messages")
        .body()
        .path("messages")
        .valueStream()
        .filter(message -> message.path("id").asString().equals(number + "-" + id))
        .findFirst()
        .orElseThrow();
  }

  private void answered(String id, Author author) {
    Instant now = Instant.now();
    TestTopics.write(
        OutboundMessage.toChat(
            number + "-" + id,
            "default",
            chat.chatId(),
            text("baik"),
            author,
            number + "-b1",
            0,
            null,
            now,
            null));
    await().until(() -> has(number + "-" + id));
  }

  /// Publishes to Kafka and waits for the history.
  private void written(InboundMessage message) {
    TestTopics.write(message);
    await().until(() -> has(message.id()));
  }

  private boolean has(String id) throws Exception {
    return desk.get(SITI, path + "/messages").whole().body().contains("\"" + id + "\"");
  }

  private InboundMessage inbound(String id, From author, Content content) {
    return inbound(id, author, content, second);
  }

  private InboundMessage inbound(String id, From author, Content content, Instant sentAt) {
    String whole = id.startsWith(number) ? id : number + "-" + id;
    return message(chat, whole, author, content, sentAt);
  }

  // Received in the same millisecond, as the messages of one webhook body are.
  private static InboundMessage message(
      ChatKey chat, String id, From author, Content content, Instant sentAt) {
    return new InboundMessage(
        id,
        chat.channel(),
        chat.chatId(),
        chat.chatId(),
        "Ratna",
        author,
        content,
        null,
        sentAt,
        sentAt,
        false);
  }

  private static MessageStatus removed(String id) {
    return MessageStatus.of(
        "default", null, id, null, MessageStatus.Status.DELETED, null, Instant.now(), null);
  }

  private static Content text(String body) {
    return new Content.Text(body);
  }
}
