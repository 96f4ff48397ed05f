package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.web.ApiClient.Answer;
import id.balas.bot.web.ApiClient.Stream;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The chat list for several users: views, unread chats, mentions, saved views, the live stream and
/// who is in a chat.
class InboxIT {

  private static final String SITI = "siti:karyawan";
  private static final String JOKO = "joko:karyawan";
  private static final String ADMIN = "budi:admin";
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static ApiClient desk;

  private final String number = "628560000" + CHATS.incrementAndGet();
  private final ChatKey chat = new ChatKey("default", number + "@s.whatsapp.net");
  private final String id = "default:" + chat.chatId();
  private final String path = "/chats/" + id;

  @BeforeAll
  static void start() {
    desk = new ApiClient();
    JdbcTemplate jdbc = desk.service.getBean(JdbcTemplate.class);
    jdbc.update(
        "INSERT INTO bot.users VALUES ('siti', 'Siti', 'karyawan', false, 1), ('joko', 'Joko', 'karyawan', false, 2),"
            + " ('budi', 'Budi', 'admin', false, 3), ('rani', 'Rani', 'karyawan', true, 4)");
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void viewsAndCountsFollowTheWorkOfAnAgent() throws Exception {
    written("w1", voice());
    await().until(() -> views(SITI).contains("waiting"));
    assertThat(views(SITI))
        .containsExactlyInAnyOrder("waiting", "unassigned", "all", "open", "bot");
    int waiting = count(SITI, "waiting");
    int mine = count(SITI, "mine");

    assertThat(change("{\"mode\":\"AGENT\"}").status()).isEqualTo(200);
    assertThat(views(SITI)).containsExactlyInAnyOrder("waiting", "mine", "all", "open");
    assertThat(views(JOKO)).containsExactlyInAnyOrder("waiting", "all", "open");
    assertThat(count(SITI, "mine")).isEqualTo(mine + 1);
    String team = "orders-" + number;
    assertThat(
            desk.call(
                    ADMIN,
                    "POST",
                    "/teams",
                    "{\"name\":\"%s\",\"members\":[\"joko\"]}".formatted(team),
                    null)
                .status())
        .isEqualTo(201);
    assertThat(
            act("/transfer", "{\"team\":\"%s\"}".formatted(team.toUpperCase(Locale.ROOT))).status())
        .isEqualTo(200);
    assertThat(views(JOKO))
        .containsExactlyInAnyOrder("waiting", "unassigned", "team", "all", "open");
    assertThat(ids("/chats?view=waiting&team=" + team)).containsExactly(id);
    assertThat(ids("/chats?team=" + team)).containsExactly(id);

    Instant tomorrow = Instant.now().plusSeconds(86_400);
    assertThat(act("/snooze", "{\"until\":\"" + tomorrow + "\"}").status()).isEqualTo(200);
    assertThat(views(JOKO)).containsExactlyInAnyOrder("snoozed", "all");
    assertThat(act("/resolve", null).status()).isEqualTo(200);
    assertThat(views(JOKO)).containsExactlyInAnyOrder("resolved", "all", "bot");
    assertThat(count(SITI, "waiting")).isEqualTo(waiting - 1);
  }

  @Test
  void filtersCombineWithViews() throws Exception {
    written("f1", voice());
    await().until(() -> views(SITI).contains("waiting"));
    desk.call(SITI, "PATCH", path, "{\"labels\":[\"L%s\"]}".formatted(number), null);

    assertThat(ids("/chats?view=waiting&unread=true&label=l" + number)).containsExactly(id);
    assertThat(ids("/chats?view=waiting&unread=false&label=l" + number)).isEmpty();
    assertThat(ids("/chats?view=open&channel=default&q=" + number)).containsExactly(id);
    assertThat(ids("/chats?view=resolved&q=" + number)).isEmpty();
    assertThat(desk.get(SITI, "/chats?view=nothing").status()).isEqualTo(400);
  }

  @Test
  void daysOfTheLastMessageCombineWithViews() throws Exception {
    written("d1", voice());
    await().until(() -> views(SITI).contains("waiting"));
    desk.call(SITI, "PATCH", path, "{\"labels\":[\"D%s\"]}".formatted(number), null);
    Instant last = Instant.parse(row(SITI).path("listedAt").asString());
    String label = "&label=d" + number;

    for (String view : List.of("all", "waiting", "bot")) {
      String list = "/chats?view=" + view + label;
      assertThat(ids(list + "&since=" + last + "&until=" + last.plusSeconds(1)))
          .containsExactly(id);
      assertThat(ids(list + "&since=" + last.plusSeconds(1))).isEmpty();
      assertThat(ids(list + "&until=" + last)).isEmpty();
    }
    // With words they are for the messages that are searched.
    assertThat(ids("/chats?q=" + number + "&until=" + last)).containsExactly(id);
  }

  @Test
  void waitingChatShowsWhenItsAnswerIsDue() throws Exception {
    written("t1", voice());
    await().until(() -> views(SITI).contains("waiting"));
    assertThat(row(SITI).path("waiting").path("dueAt").isNull()).isTrue();
    String team = "due-" + number;
    desk.call(
        ADMIN,
        "POST",
        "/teams",
        "{\"name\":\"%s\",\"targets\":{\"firstAnswer\":\"PT15M\",\"nextAnswer\":\"PT1H\"}}"
            .formatted(team),
        null);
    assertThat(change("{\"mode\":\"AGENT\"}").status()).isEqualTo(200);
    assertThat(act("/transfer", "{\"team\":\"%s\"}".formatted(team)).status()).isEqualTo(200);

    await().untilAsserted(() -> assertThat(due()).isEqualTo(Duration.ofMinutes(15)));
  }

  private Duration due() throws Exception {
    var waiting = row(SITI).path("waiting");
    return waiting.path("dueAt").isNull()
        ? Duration.ZERO
        : Duration.between(
            Instant.parse(waiting.path("since").asString()),
            Instant.parse(waiting.path("dueAt").asString()));
  }

  @Test
  void severalChatsAreListedInTheOrderOfTheirIds() throws Exception {
    var other = new ChatKey("default", number + "1@s.whatsapp.net");
    written("s1", text("satu"));
    written(other, "s2", text("dua"));

    assertThat(ids("/chats?ids=default:" + other.chatId() + "," + id + "," + number))
        .containsExactly("default:" + other.chatId(), id);
    assertThat(ids("/chats?ids=default:6285999")).isEmpty();
    assertThat(desk.get(SITI, "/chats?ids=x").detail()).startsWith("\"ids\" must be a chat");
    assertThat(desk.get(SITI, "/chats?ids=" + id + "&mode=BOT").detail())
        .isEqualTo("\"ids\" cannot be combined with other parameters.");
  }

  @Test
  void rowShowsWhatTheCustomerWroteLast() throws Exception {
    written("r1", text("ada warna merah?"));
    assertThat(change("{\"mode\":\"AGENT\"}").status()).isEqualTo(200);
    desk.call(SITI, "POST", path + "/messages", "{\"text\":\"Ada\"}", "r-" + number);
    await().until(() -> row(SITI).path("lastText").asString("").equals("Ada"));
    assertThat(row(SITI).path("lastCustomerText").asString()).isEqualTo("ada warna merah?");
    assertThat(row(SITI).path("lastKind").asString()).isEqualTo("TEXT");
    written("r2", voice());
    assertThat(row(SITI).path("lastKind").asString()).isEqualTo("VOICE");
    assertThat(row(SITI).path("lastCustomerText").asString()).startsWith("Pesan suara");
  }

  @Test
  void unreadIsKeptForEachUser() throws Exception {
    written("u1", text("satu"));
    written("u2", text("dua"));
    assertThat(unread(SITI)).isEqualTo(2);
    assertThat(desk.call(SITI, "POST", path + "/read", null, null).status()).isEqualTo(200);
    assertThat(unread(SITI)).isZero();
    assertThat(unread(JOKO)).isEqualTo(2);
    assertThat(ids("/chats?unread=true&q=" + number)).isEmpty();

    String second = "{\"from\":\"" + number + "-u2\"}";
    assertThat(desk.call(SITI, "POST", path + "/unread", second, null).status()).isEqualTo(204);
    assertThat(unread(SITI)).isEqualTo(1);
    assertThat(ids("/chats?unread=true&q=" + number)).containsExactly(id);

    // An answer is for everybody. Afterwards a user may still mark the chat as unread.
    desk.call(ADMIN, "POST", path + "/messages", "{\"text\":\"Baik\"}", "u-" + number);
    await().until(() -> unread(JOKO) == 0 && unread(SITI) == 0);
    assertThat(desk.call(JOKO, "POST", path + "/unread", null, null).status()).isEqualTo(204);
    assertThat(unread(JOKO)).isEqualTo(1);
    assertThat(unread(SITI)).isZero();
    String unknown = "{\"from\":\"nothing\"}";
    assertThat(desk.call(JOKO, "POST", path + "/unread", unknown, null).status()).isEqualTo(404);
  }

  // Before the upgrade there was one mark for all users.
  @Test
  void formerMarksApplyToEverybody() throws Exception {
    written("m1", text("satu"));
    desk.service
        .getBean(JdbcTemplate.class)
        .update(
            "INSERT INTO bot.read_marks VALUES ('default', ?, now(), 'siti', now())",
            chat.chatId());
    assertThat(unread(SITI)).isZero();
    assertThat(unread(JOKO)).isZero();
    written("m2", text("dua"), Instant.now().plusSeconds(2));
    assertThat(unread(SITI)).isEqualTo(1);
    assertThat(desk.call(SITI, "POST", path + "/unread", null, null).status()).isEqualTo(204);
    assertThat(unread(SITI)).isEqualTo(1);
  }

  @Test
  void notesMentionUsers() throws Exception {
    written("n1", text("halo"));
    try (Stream stream = desk.stream(JOKO, null);
        Stream other = desk.stream(SITI, null)) {
      await().until(() -> !stream.lastId().isEmpty() && !other.lastId().isEmpty());
      String note = "{\"text\":\"@JOKO, tolong cek. cc @rani @entah x@budi %s\"}".formatted(number);
      assertThat(desk.call(SITI, "POST", path + "/notes", note, "n-" + number).status())
          .isEqualTo(201);
      await().until(() -> data(stream, "mention").stream().anyMatch(this::isHere));
      assertThat(data(other, "mention")).isEmpty();
    }
    JsonNode mention = desk.get(JOKO, "/mentions?unseen=true").body().at("/mentions/0");
    assertThat(mention.path("chat").asString()).isEqualTo(id);
    assertThat(mention.path("author").asString()).isEqualTo("siti");
    assertThat(mention.path("text").asString()).contains(number);
    assertThat(desk.get(ADMIN, "/mentions").whole().body()).doesNotContain(number);

    String seen = "/mentions/" + mention.path("noteId").asString() + "/seen";
    assertThat(desk.call(SITI, "POST", seen, null, null).status()).isEqualTo(404);
    assertThat(desk.call(JOKO, "POST", seen, null, null).status()).isEqualTo(204);
    assertThat(desk.get(JOKO, "/mentions?unseen=true").whole().body()).doesNotContain(number);
    assertThat(desk.get(JOKO, "/mentions").whole().body()).contains(number);
    String next = desk.get(JOKO, "/mentions?limit=1").body().path("next").asString();
    assertThat(desk.get(JOKO, "/mentions?after=" + next).whole().body()).doesNotContain(number);
  }

  @Test
  void savedViewsBelongToAUserOrATeam() throws Exception {
    String team = "t-" + number;
    long teamId =
        desk.call(
                ADMIN,
                "POST",
                "/teams",
                "{\"name\":\"%s\",\"members\":[\"joko\"]}".formatted(team),
                null)
            .body()
            .path("id")
            .asLong();
    String filter =
        "\"filter\":{\"view\":\"OPEN\",\"label\":\"VIP\",\"since\":\"2026-11-01T17:00:00Z\"}";
    String own = "{\"name\":\"Mine %s\",%s}".formatted(number, filter);
    Answer added = desk.call(SITI, "POST", "/views", own, null);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.body().at("/filter/since").asString()).isEqualTo("2026-11-01T17:00:00Z");
    assertThat(desk.call(SITI, "POST", "/views", own, null).status()).isEqualTo(409);
    String ofTeam = "{\"name\":\"Team %s\",\"team\":%d,%s}".formatted(number, teamId, filter);
    assertThat(desk.call(JOKO, "POST", "/views", ofTeam, null).status()).isEqualTo(403);
    assertThat(desk.call(ADMIN, "POST", "/views", ofTeam, null).status()).isEqualTo(201);

    assertThat(views("/views", SITI)).contains("Mine " + number).doesNotContain("Team " + number);
    assertThat(views("/views", JOKO)).contains("Team " + number).doesNotContain("Mine " + number);
    assertThat(views("/views", ADMIN)).contains("Team " + number);

    String one = "/views/" + added.body().path("id").asLong();
    String renamed = "{\"name\":\"Others %s\",\"filter\":{\"unread\":true}}".formatted(number);
    assertThat(desk.call(JOKO, "PUT", one, renamed, null).status()).isEqualTo(404);
    assertThat(desk.call(SITI, "PUT", one, renamed, null).body().at("/filter/unread").asBoolean())
        .isTrue();
    assertThat(desk.call(JOKO, "DELETE", one, null, null).status()).isEqualTo(404);
    assertThat(desk.call(SITI, "DELETE", one, null, null).status()).isEqualTo(204);
    assertThat(views("/views", SITI)).doesNotContain("Others " + number);
  }

  @Test
  void streamCarriesTheRowAsEachReaderSeesIt() throws Exception {
    written("c1", text("satu"));
    try (Stream siti = desk.stream(SITI, null);
        Stream joko = desk.stream(JOKO, null)) {
      await().until(() -> !siti.lastId().isEmpty() && !joko.lastId().isEmpty());
      written("c2", text("dua"));
      await().until(() -> unreadIn(siti) == 2 && unreadIn(joko) == 2);
      assertThat(desk.call(SITI, "POST", path + "/read", null, null).status()).isEqualTo(200);
      await().until(() -> unreadIn(siti) == 0);
      written("c3", text("tiga"));
      await().until(() -> unreadIn(siti) == 1 && unreadIn(joko) == 3);
      await().untilAsserted(() -> assertThat(lastRow(siti)).isEqualTo(row(SITI)));
      await().untilAsserted(() -> assertThat(lastRow(joko)).isEqualTo(row(JOKO)));
    }
  }

  // An edit or a deletion changes the row.
  @Test
  void statusIsSentWithoutTheRow() throws Exception {
    written("s1", text("satu"));
    await().until(() -> unread(JOKO) == 1);
    try (Stream joko = desk.stream(JOKO, null)) {
      await().until(() -> !joko.lastId().isEmpty());
      reported(Status.READ);
      await().until(() -> !events(joko).isEmpty());
      assertThat(events(joko)).noneMatch(event -> event.has("row"));
      reported(Status.DELETED);
      await().until(() -> lastRow(joko) != null);
      JsonNode row = lastRow(joko);
      assertThat(row).isEqualTo(row(JOKO));
      assertThat(String.valueOf(row)).doesNotContain("satu");
    }
  }

  private void reported(Status status) {
    TestTopics.write(
        MessageStatus.of(
            chat.channel(),
            chat.chatId(),
            number + "-s1",
            null,
            status,
            null,
            Instant.now(),
            null));
  }

  @Test
  void presenceIsShownAndExpires() throws Exception {
    try (Stream joko = desk.stream(JOKO, null)) {
      await().until(() -> !joko.lastId().isEmpty());
      present("LOOKING");
      await().until(() -> presence(joko).equals("siti LOOKING"));
      present("TYPING");
      await().until(() -> presence(joko).equals("siti TYPING"));
      assertThat(desk.get(JOKO, path + "/presence").body().at("/users/0/activity").asString())
          .isEqualTo("TYPING");
      expire("typing_until");
      await().until(() -> presence(joko).equals("siti LOOKING"));
      expire("here_until");
      await().until(() -> presence(joko).isEmpty());
      present("LOOKING");
      await().until(() -> presence(joko).equals("siti LOOKING"));
      assertThat(desk.call(SITI, "DELETE", path + "/presence", null, null).status()).isEqualTo(204);
      await().until(() -> presence(joko).isEmpty());
    }
  }

  private void present(String activity) throws Exception {
    String body = "{\"activity\":\"" + activity + "\"}";
    assertThat(desk.call(SITI, "PUT", path + "/presence", body, null).status()).isEqualTo(204);
  }

  private void expire(String lease) {
    desk.service
        .getBean(JdbcTemplate.class)
        .update("UPDATE bot.presence SET " + lease + " = now() WHERE chat_id = ?", chat.chatId());
  }

  private String presence(Stream stream) {
    return data(stream, "presence").stream()
        .filter(this::isHere)
        .reduce((_, last) -> last)
        .map(it ->
            it.at("/users/0/username").asString("") + " " + it.at("/users/0/activity").asString(""))
        .orElse("")
        .strip();
  }

  private int unreadIn(Stream stream) {
    JsonNode row = lastRow(stream);
    return row == null ? -1 : row.path("unread").asInt(-1);
  }

  private @Nullable JsonNode lastRow(Stream stream) {
    return events(stream).stream()
        .filter(event -> event.has("row"))
        .reduce((_, last) -> last)
        .map(it -> it.path("row"))
        .orElse(null);
  }

  private List<JsonNode> events(Stream stream) {
    return data(stream, "chat").stream().filter(this::isHere).toList();
  }

  private boolean isHere(JsonNode event) {
    return event.path("chat").asString().equals(id);
  }

  /// The data of all events with this name.
  static List<JsonNode> data(Stream stream, String name) {
    List<JsonNode> found = new ArrayList<>();
    List<String> lines = List.copyOf(stream.lines());
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("event:" + name)) {
        int end = lines.subList(i, lines.size()).indexOf("");
        lines.subList(i, end < 0 ? lines.size() : i + end).stream()
            .filter(line -> line.startsWith("data:"))
            .map(line -> JsonMapper.shared().readTree(line.substring("data:".length())))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static String views(String path, String who) throws Exception {
    return desk.get(who, path).whole().body();
  }

  private List<String> views(String who) throws Exception {
    List<String> views = new ArrayList<>();
    for (String view :
        List.of(
            "waiting",
            "mine",
            "unassigned",
            "team",
            "all",
            "open",
            "snoozed",
            "resolved",
            "bot",
            "groups")) {
      if (desk.get(who, "/chats?limit=200&view=" + view)
          .whole()
          .body()
          .contains("\"id\":\"" + id + "\"")) {
        views.add(view);
      }
    }
    return views;
  }

  private static int count(String who, String view) throws Exception {
    return desk.get(who, "/chats/counts").body().path(view).asInt();
  }

  private static List<String> ids(String path) throws Exception {
    return desk.get(SITI, path)
        .body()
        .path("chats")
        .valueStream()
        .map(it -> it.path("id").asString())
        .toList();
  }

  private JsonNode row(String who) throws Exception {
    return desk.get(who, path).body();
  }

  private int unread(String who) throws Exception {
    return row(who).path("unread").asInt();
  }

  private Answer change(String body) throws Exception {
    return desk.call(SITI, "PATCH", path, body, null);
  }

  private Answer act(String action, @Nullable String body) throws Exception {
    return desk.call(ADMIN, "POST", path + action, body, null);
  }

  private void written(String name, Content content) throws Exception {
    written(chat, name, content);
  }

  private void written(String name, Content content, Instant at) throws Exception {
    written(chat, name, content, at);
  }

  private void written(ChatKey where, String name, Content content) throws Exception {
    written(where, name, content, Instant.now());
  }

  private void written(ChatKey where, String name, Content content, Instant at) throws Exception {
    String messageId = number + "-" + name;
    TestTopics.write(
        new InboundMessage(
            messageId,
            where.channel(),
            where.chatId(),
            where.chatId(),
            "Ratna",
            From.CUSTOMER,
            content,
            null,
            at,
            at,
            false));
    await()
        .until(() ->
            desk.get(SITI, "/chats/default:" + where.chatId() + "/messages")
                .whole()
                .body()
                .contains("\"" + messageId + "\""));
  }

  private static Content voice() {
    return new Content.Media(Content.Media.Kind.VOICE, "m-1", null, "audio/ogg", null, null, 1000L);
  }

  private static Content text(String body) {
    return new Content.Text(body);
  }
}
