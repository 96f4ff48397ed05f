package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.live.ChatStream;
import id.balas.bot.web.ApiClient.Answer;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.ApiDescriptionCheck;
import id.balas.events.testing.DeskApi;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import id.balas.service.web.Cursor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

/// The REST API over HTTP, with a real Kafka and a real database.
class RestApiIT {

  private static final String ADMIN = "budi:admin";
  private static final String SITI = "siti:karyawan";
  private static final String JOKO = "joko:karyawan";
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static ApiClient desk;

  private final String number = "628440000" + CHATS.incrementAndGet();
  private final ChatKey chat = new ChatKey("default", number + "@s.whatsapp.net");
  private final String path = "/chats/default:" + number + "@s.whatsapp.net";

  @BeforeAll
  static void start() {
    desk = new ApiClient();
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void chatsAreFoundByNumberNameAndText() throws Exception {
    written("a1", "Ratna " + number, "paket mangga" + number);
    written("a2", "Ratna " + number, "halo lagi");

    for (String q : List.of(number, "+" + number, "ratn", "Ratna+" + number, "mangga" + number)) {
      assertThat(ids("/chats?q=" + q)).as(q).contains("default:" + chat.chatId());
    }
    assertThat(
            ids(
                "/chats?q=mangga"
                    + number
                    + "&until=2026-01-01T00:00:00Z&since=2025-01-01T00:00:00Z"))
        .isEmpty();

    Answer first = desk.get(SITI, path + "/messages?limit=1");
    Answer second =
        desk.get(SITI, path + "/messages?limit=100&before=" + first.body().path("next").asString());
    assertThat(first.body().path("messages").size()).isEqualTo(1);
    assertThat(second.body().path("messages").size()).isGreaterThanOrEqualTo(1);
    assertThat(second.whole().body())
        .doesNotContain("\"" + first.body().at("/messages/0/id").asString() + "\"");
    assertThat(second.body().path("next").isNull() || second.body().path("next").isMissingNode())
        .isTrue();
  }

  @Test
  void pagesListEachChatOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      written(new ChatKey("default", number + i + "@s.whatsapp.net"), "p" + i, "Halaman", "satu");
    }
    List<String> seen = new java.util.ArrayList<>();
    String next = "";
    do {
      Answer page = desk.get(SITI, "/chats?q=" + number + "&limit=1" + next);
      page.body().path("chats").forEach(one -> seen.add(one.path("id").asString()));
      next =
          page.body().path("next").isString()
              ? "&after=" + page.body().path("next").asString()
              : "";
    } while (!next.isEmpty());
    assertThat(seen).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void agentCanTakeAnswerAndReturnAChat() throws Exception {
    written("b1", "Ratna", "halo");
    Answer early = reply(SITI, "k-early", "Halo");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.detail()).isEqualTo("This chat has no assignee: assign it to yourself first.");

    assertThat(change(SITI, "{\"mode\":\"AGENT\"}").status()).isEqualTo(200);
    assertThat(reply(SITI, "k-1", "Halo, saya Siti").status()).isEqualTo(200);
    assertThat(reply(JOKO, "k-1", "Saya Joko").detail())
        .isEqualTo("This chat is assigned to siti.");
    assertThat(reply(ADMIN, "k-1", "Saya Budi").status()).isEqualTo(200);
    assertThat(change(SITI, "{\"assignee\":null}").status()).isEqualTo(200);

    assertThat(ofPeople())
        .extracting(message -> message.content().words())
        .containsExactly("Halo, saya Siti", "Saya Budi");
    String inShort = "/chats/default:+" + number;
    await().until(() -> desk.get(SITI, inShort).body().path("mode").asString().equals("BOT"));
    await().until(() -> desk.get(SITI, path + "/messages").whole().body().contains("Saya Budi"));
  }

  @Test
  void repeatedReplyIsSentOnce() throws Exception {
    Answer first = reply(ADMIN, "same", "Sekali saja");
    Answer again = reply(ADMIN, "same", "Sekali saja");

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(ofPeople().stream().map(OutboundMessage::id).distinct()).hasSize(1);
    assertThat(desk.get(SITI, "/commands/" + first.body().path("commandId").asString()).body())
        .isEqualTo(first.body());
  }

  @Test
  void keyIsValidForOneRequestOnly() throws Exception {
    assertThat(reply(ADMIN, "bound", "Halo").status()).isEqualTo(200);
    String other = "/chats/default:" + number + "9";

    assertThat(reply(ADMIN, "bound", "Halo lagi").status()).isEqualTo(422);
    assertThat(
            desk.call(ADMIN, "POST", other + "/messages", "{\"text\":\"Halo\"}", "bound").status())
        .isEqualTo(422);
    assertThat(desk.call(ADMIN, "PATCH", path, "{\"mode\":\"PAUSE\"}", "bound").status())
        .isEqualTo(422);
    assertThat(desk.call(ADMIN, "POST", path + "/notes", "{\"text\":\"Halo\"}", "bound").status())
        .isEqualTo(422);
    assertThat(reply(ADMIN, "bound", "Halo").status()).isEqualTo(200);
    assertThat(ofPeople().stream().map(message -> message.content().words()).distinct())
        .containsExactly("Halo");
  }

  @Test
  void refusedChangeLeavesTheLabels() throws Exception {
    written("l1", "Ratna", "halo");
    assertThat(change(SITI, "{\"mode\":\"AGENT\",\"labels\":[\"VIP\"]}").status()).isEqualTo(200);

    assertThat(change(JOKO, "{\"mode\":\"PAUSE\",\"labels\":[\"spam\"]}").status()).isEqualTo(409);

    assertThat(desk.get(SITI, path).body().path("labels").toString())
        .contains("VIP")
        .doesNotContain("spam");
  }

  @Test
  void authorSeesWhatHappenedToAnAction() throws Exception {
    written("c1", "Ratna", "halo");
    reply(SITI, "c-refused-" + number, "Halo");
    change(SITI, "{\"mode\":\"AGENT\"}");
    JdbcTemplate jdbc = desk.service.getBean(JdbcTemplate.class);
    jdbc.update(
        """
        INSERT INTO bot.actions (caller, key, fingerprint, action, channel, chat_id, command_id, not_after, asked_at)
        VALUES ('siti', ?, 'x', 'reply', 'default', ?, ?, now() - interval '1 s', now()),
          ('siti', ?, 'x', 'reply', 'default', ?, ?, now() + interval '1 min', now())
        """,
        "c-late-" + number,
        chat.chatId(),
        "rest-late-" + number,
        "c-pending-" + number,
        chat.chatId(),
        "rest-pending-" + number);

    assertThat(state("c-refused-" + number)).isEqualTo("REFUSED");
    assertThat(state("c-late-" + number)).isEqualTo("LATE");
    assertThat(state("c-pending-" + number)).isEqualTo("PENDING");
    assertThat(
            desk.get(SITI, "/commands/default:rest-late-" + number).body().path("state").asString())
        .isEqualTo("LATE");
    assertThat(desk.get(JOKO, "/commands?key=c-late-" + number).body().path("commands").size())
        .isZero();
  }

  @Test
  void streamReportsTheOutcomeToTheAuthor() throws Exception {
    written("e1", "Ratna", "halo");
    try (ApiClient.Stream own = desk.stream(SITI, null);
        ApiClient.Stream other = desk.stream(JOKO, null)) {
      await().until(() -> own.lines().stream().anyMatch(line -> line.startsWith("id:")));
      await().until(() -> other.lines().stream().anyMatch(line -> line.startsWith("id:")));

      assertThat(reply(SITI, "e-" + number, "Halo").status()).isEqualTo(409);

      await()
          .untilAsserted(() ->
              assertThat(own.lines())
                  .anyMatch(line ->
                      line.contains("e-" + number) && line.contains("\"state\":\"REFUSED\"")));
      assertThat(other.lines()).noneMatch(line -> line.contains("e-" + number));
    }
  }

  private String state(String key) throws Exception {
    return desk.get(SITI, "/commands?key=" + key).body().at("/commands/0/state").asString();
  }

  @Test
  void oneOfTwoConcurrentAssignmentsWins() throws Exception {
    List<Callable<Answer>> both =
        Stream.of(SITI, JOKO)
            .<Callable<Answer>>map(who -> () -> change(who, "{\"mode\":\"AGENT\"}"))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Answer> answers = threads.invokeAll(both).stream().map(Future::resultNow).toList();
      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
      assertThat(answers)
          .anySatisfy(
              answer -> assertThat(answer.detail()).startsWith("This chat is assigned to "));
    }
  }

  @Test
  void repliesCanContainMedia() throws Exception {
    String file =
        "{\"media\":{\"kind\":\"IMAGE\",\"mediaId\":\"m-1\",\"mimeType\":\"image/png\",\"caption\":\"Ini\"}}";
    assertThat(desk.call(ADMIN, "POST", path + "/messages", file, "m1").status()).isEqualTo(200);
    assertThat(ofPeople())
        .singleElement()
        .satisfies(message ->
            assertThat(message.content())
                .isInstanceOfSatisfying(
                    Content.Media.class, media -> assertThat(media.mediaId()).isEqualTo("m-1")));
  }

  @Test
  void unreadMessagesAreCountedUntilRead() throws Exception {
    written("u1", "Ratna", "satu");
    written("u2", "Ratna", "dua");
    assertThat(desk.get(SITI, path).body().path("unread").asInt()).isEqualTo(2);
    assertThat(ids("/chats?unread=true&limit=200")).contains("default:" + chat.chatId());

    assertThat(
            desk.call(SITI, "POST", path + "/read", "{\"upTo\":\"" + number + "-u1\"}", null)
                .status())
        .isEqualTo(200);
    assertThat(desk.get(SITI, path).body().path("unread").asInt()).isEqualTo(1);
    assertThat(desk.call(SITI, "POST", path + "/read", null, null).status()).isEqualTo(200);
    assertThat(desk.get(SITI, path).body().path("unread").asInt()).isZero();
    assertThat(ids("/chats?unread=true&limit=200")).doesNotContain("default:" + chat.chatId());
  }

  // A scan of the provider's list finds a message that is older than the read mark.
  @Test
  void messagesThatAScanFoundAreUnreadAndLiftTheChat() throws Exception {
    Instant earlier = Instant.now().minusSeconds(120);
    written("b1", "Ratna", "satu");
    assertThat(desk.call(SITI, "POST", path + "/read", null, null).status()).isEqualTo(200);
    written(new ChatKey("default", "1" + chat.chatId()), "b2", "Budi", "dua");

    written(chat, "b3", "Ratna", "nol", earlier, true);
    assertThat(desk.get(SITI, path).body().path("unread").asInt()).isEqualTo(1);
    assertThat(ids("/chats?unread=true&limit=200")).contains("default:" + chat.chatId());
    assertThat(ids("/chats?limit=200")).first().isEqualTo("default:" + chat.chatId());

    assertThat(desk.call(SITI, "POST", path + "/read", null, null).status()).isEqualTo(200);
    assertThat(desk.get(SITI, path).body().path("unread").asInt()).isZero();
    assertThat(ids("/chats?unread=true&limit=200")).doesNotContain("default:" + chat.chatId());

    written(chat, "b4", "Ratna", "juga", earlier, true);
    assertThat(desk.get(SITI, path).body().path("unread").asInt()).isEqualTo(1);
    assertThat(desk.call(ADMIN, "POST", path + "/messages", "{\"text\":\"Siap\"}", "b5").status())
        .isEqualTo(200);
    await()
        .untilAsserted(
            () -> assertThat(desk.get(SITI, path).body().path("unread").asInt()).isZero());
  }

  @Test
  void labelsAndNotesAreStored() throws Exception {
    written("n1", "Ratna", "satu");
    assertThat(
            change(SITI, "{\"labels\":[\"VIP " + number + "\",\"vip " + number + "\",\"Gudang\"]}")
                .status())
        .isEqualTo(200);
    assertThat(desk.get(SITI, path).body().path("labels").size()).isEqualTo(2);
    assertThat(ids("/chats?label=vip+" + number)).containsExactly("default:" + chat.chatId());
    assertThat(desk.get(SITI, "/labels").whole().body()).contains("VIP " + number);

    assertThat(
            desk.call(SITI, "POST", path + "/notes", "{\"text\":\"Alergi mangga\"}", "note-1")
                .status())
        .isEqualTo(201);
    assertThat(
            desk.call(SITI, "POST", path + "/notes", "{\"text\":\"Alergi mangga\"}", "note-1")
                .status())
        .isEqualTo(201);
    Answer notes = desk.get(JOKO, path + "/notes");
    assertThat(notes.body().path("notes").size()).isEqualTo(1);
    assertThat(notes.body().at("/notes/0/author").asString()).isEqualTo("siti");
    String note = path + "/notes/" + notes.body().at("/notes/0/id").asString();
    assertThat(desk.call(JOKO, "DELETE", note, null, null).status()).isEqualTo(403);
    assertThat(desk.call(SITI, "DELETE", note, null, null).status()).isEqualTo(204);
  }

  @Test
  void timelineShowsTheReasonOfEachMessage() throws Exception {
    written("t1", "Ratna", "apa saja");
    await()
        .until(
            () -> desk.get(SITI, path + "/timeline").whole().body().contains("\"author\":\"BOT\""));
    assertThat(change(SITI, "{\"mode\":\"PAUSE\"}").status()).isEqualTo(200);

    JsonNode one = desk.get(SITI, path).body();
    assertThat(one.path("lastText").isString()).isTrue();
    assertThat(one.path("lastWords")).isEqualTo(one.path("lastText"));
    Answer timeline = desk.get(SITI, path + "/timeline");
    assertThat(timeline.body().path("entries"))
        .anySatisfy(entry -> {
          assertThat(entry.path("id").asString()).isEqualTo(number + "-t1");
          assertThat(entry.path("outcome").asString()).isEqualTo("ANSWERED");
          assertThat(entry.path("rule").asString()).isNotBlank();
          assertThat(entry.path("text").asString()).isEqualTo("apa saja");
          assertThat(entry.path("words")).isEqualTo(entry.path("text"));
          assertThat(entry.at("/emits/0").asString()).startsWith("OutboundMessage ");
        })
        .anySatisfy(entry -> {
          assertThat(entry.path("rule").asString()).isEqualTo("the bot was paused");
          assertThat(entry.path("by").asString()).isEqualTo("siti");
        })
        .anySatisfy(
            entry -> assertThat(entry.path("causeId").asString()).isEqualTo(number + "-t1"));
    assertThat(timelineInPagesOfOne()).isEqualTo(ids(timeline.body()));
  }

  private List<String> timelineInPagesOfOne() throws Exception {
    List<String> seen = new java.util.ArrayList<>();
    String next = "";
    do {
      JsonNode page = desk.get(SITI, path + "/timeline?limit=1" + next).body();
      seen.addAll(ids(page));
      next = page.path("next").isString() ? "&before=" + page.path("next").asString() : "";
    } while (!next.isEmpty());
    return seen;
  }

  private static List<String> ids(JsonNode timeline) {
    return timeline.path("entries").valueStream().map(it -> it.path("id").asString()).toList();
  }

  @Test
  void streamMissesNoLateCommit() throws Exception {
    written("s1", "Ratna", "satu");
    ChatKey late = new ChatKey("default", number + "9@s.whatsapp.net");
    written(late, "s2", "Terlambat", "satu");
    for (ChatKey each : List.of(chat, late)) {
      await()
          .until(() ->
              desk.get(SITI, "/chats/" + ChatPath.write(each))
                  .body()
                  .path("lastAuthor")
                  .asString()
                  .equals("BOT"));
    }
    try (ApiClient.Stream stream = desk.stream(SITI, null)) {
      await().until(() -> stream.lines().stream().anyMatch(line -> line.startsWith("id:")));
      String last;
      try (Connection slow = connection()) {
        slow.setAutoCommit(false);
        touch(slow, late);
        // Starts later but commits earlier: its event must not move the position past the open
        // transaction.
        try (Connection quick = connection()) {
          touch(quick, chat);
        }
        await().during(Duration.ofSeconds(1)).until(() -> !stream.tellsOf(chat.chatId()));
        last = stream.lastId();
        slow.commit();
      }
      await().until(() -> stream.tellsOf(chat.chatId()) && stream.tellsOf(late.chatId()));
      try (ApiClient.Stream again = desk.stream(JOKO, last)) {
        await().until(() -> again.tellsOf(chat.chatId()) && again.tellsOf(late.chatId()));
      }
    }
  }

  // Such as an open psql, a load of data into another database, or CREATE INDEX.
  @Test
  void streamDoesNotWaitForForeignTransactions() throws Exception {
    try (ApiClient.Stream stream = desk.stream(SITI, null);
        Connection foreign = connection()) {
      await().until(() -> stream.lines().stream().anyMatch(line -> line.startsWith("id:")));
      foreign.setAutoCommit(false);
      try (var statement = foreign.createStatement()) {
        statement.execute("SELECT pg_current_xact_id()");
      }
      change(SITI, "{\"mode\":\"AGENT\"}");
      await().until(() -> stream.tellsOf(chat.chatId()));
    }
  }

  @Test
  void streamReportsATakenChat() throws Exception {
    try (ApiClient.Stream stream = desk.stream(SITI, null)) {
      await().until(() -> stream.lines().stream().anyMatch(line -> line.startsWith("id:")));
      change(SITI, "{\"mode\":\"AGENT\"}");
      await().until(() -> stream.tellsOf(chat.chatId()));
    }
  }

  @Test
  void streamReportsAStatusThatChangesOnlyItsMessage() throws Exception {
    written("t1", "Ratna", "halo");
    JdbcTemplate jdbc = desk.service.getBean(JdbcTemplate.class);
    await().until(() -> lastAuthor().equals("BOT"));
    String numbers =
        "SELECT (SELECT max(seq) FROM bot.messages WHERE chat_id = ?) || ' ' || (SELECT seq FROM bot.chat_summaries WHERE chat_id = ?)";
    String before = jdbc.queryForObject(numbers, String.class, chat.chatId(), chat.chatId());
    OutboundMessage answer =
        TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class).getFirst();
    try (ApiClient.Stream stream = desk.stream(SITI, null)) {
      await().until(() -> stream.lines().stream().anyMatch(line -> line.startsWith("id:")));
      TestTopics.write(accepted(answer));
      await().until(() -> stream.tellsOf(chat.chatId()));
    }
    assertThat(desk.get(SITI, path + "/messages").whole().body())
        .containsIgnoringCase("\"accepted\"");
    assertThat(jdbc.queryForObject(numbers, String.class, chat.chatId(), chat.chatId()))
        .isEqualTo(before);
  }

  private static MessageStatus accepted(OutboundMessage message) {
    return new MessageStatus(
        message.channel(),
        message.chatId(),
        "provider-" + message.id(),
        message.id(),
        MessageStatus.Status.ACCEPTED,
        null,
        Instant.now(),
        null,
        null);
  }

  private String lastAuthor() throws Exception {
    return desk.get(SITI, path).body().path("lastAuthor").asString();
  }

  // Tomcat refuses each call for a request whose client has disconnected.
  @Test
  void disconnectedStreamIsNotCompletedAgain() {
    var disconnected =
        new SseEmitter() {
          @Override
          public void send(SseEventBuilder event) {
            throw new IllegalStateException("disconnected");
          }

          @Override
          public void complete() {
            throw new IllegalStateException("completed after the end");
          }
        };
    ChatStream stream = desk.service.getBean(ChatStream.class);
    assertThatCode(() -> stream.follow(disconnected, null, "siti", null))
        .doesNotThrowAnyException();
  }

  @Test
  void streamRejectsAnEventFromBeforeARestore() {
    try (ApiClient.Stream stream = desk.stream(SITI, "999999999999999999-1")) {
      await()
          .until(() ->
              stream.lines().stream().anyMatch(line -> line.contains("is not of this database")));
    }
  }

  @Test
  void failedStreamIsCompleted() {
    var isCompleted = new AtomicBoolean();
    var failing =
        new SseEmitter() {
          @Override
          public void send(SseEventBuilder event) {
            throw new UnsupportedOperationException("failed");
          }

          @Override
          public void complete() {
            isCompleted.set(true);
          }
        };
    desk.service.getBean(ChatStream.class).follow(failing, null, "siti", null);
    assertThat(isCompleted).isTrue();
  }

  @Test
  void exportEscapesFormulas() throws Exception {
    written("e2", "x", "a;=1+1;b\t=2+2|\"=3+3\"\n=4+4");
    written("e3", "x", "＝5+5");
    written("e4", "x", "\n=6+6");
    written("e1", "=cmd()", "=HYPERLINK(\"http://x\"), \"kutip\"\nbaris");
    String period = "from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";

    Answer lines = desk.get(ADMIN, "/export?" + period);
    assertThat(
            lines
                .whole()
                .body()
                .lines()
                .filter(line -> line.contains(number + "-e1"))
                .findFirst()
                .orElseThrow())
        .contains("\"words\":\"=HYPERLINK(", "\"text\":\"=HYPERLINK(");
    Answer csv = desk.get(ADMIN, "/export?format=csv&" + period);
    assertThat(csv.whole().body())
        .startsWith("\ufeffchannel,chat_id,id,")
        .contains(",words,content,text\r\n")
        .contains("\"'=HYPERLINK(\"\"http://x\"\")", "'=cmd()");
    String body = csv.whole().body().substring(1);
    assertThat(cells(body)).noneMatch(RestApiIT::startsFormula);
    // A spreadsheet that splits at another separator ignores our quotes.
    for (String separator : List.of("[\r\n;]", "[\r\n\t]", "[\r\n|]")) {
      assertThat(body.split(separator, -1))
          .as("cells at " + separator)
          .noneMatch(RestApiIT::startsFormula);
    }
    assertThat(desk.get(SITI, "/export?" + period).status()).isEqualTo(403);
  }

  private static boolean startsFormula(String cell) {
    return cell.matches("(?s)[\\s\"]*[=+@＝＋－＠].*|[\\s\"]*-[^\\d].*");
  }

  // At the commas and line ends outside quotes.
  private static List<String> cells(String csv) {
    List<String> cells = new ArrayList<>();
    boolean isQuoted = false;
    int begin = 0;
    for (int i = 0; i < csv.length(); i++) {
      char character = csv.charAt(i);
      isQuoted ^= character == '"';
      if (!isQuoted && (character == ',' || character == '\n')) {
        cells.add(csv.substring(begin, i));
        begin = i + 1;
      }
    }
    return cells;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/chats",
        "GET|/chats/stream",
        "GET|/chats/628",
        "PATCH|/chats/628",
        "GET|/chats/628/messages",
        "POST|/chats/628/messages",
        "POST|/chats/628/read",
        "GET|/chats/628/notes",
        "POST|/chats/628/notes",
        "GET|/chats/628/timeline",
        "GET|/commands",
        "GET|/commands/x",
        "GET|/labels",
        "POST|/labels",
        "PATCH|/labels/1",
        "DELETE|/labels/1",
        "GET|/export",
        "GET|/rules",
        "GET|/hours"
      })
  void requestsWithoutTokenOrRoleAreRejected(String method, String path) throws Exception {
    assertThat(desk.call(null, method, path, null, null).status()).isEqualTo(401);
    assertThat(desk.call("mallory:guest", method, path, "{}", null).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, wamid-1",
    "ALL, 0f6f0d0a-6f0c-4ad0-9f4e-2a8f5b7f2f10",
    "ALL, queue02/default:628@s.whatsapp.net",
    "WAITING, queue",
    "WAITING, queue9",
    "WAITING, queue/default:628000000001@s.whatsapp.net",
    "WAITING, default:628000000001@s.whatsapp.net",
    "SNOOZED, wake/",
    "RESOLVED, wake/default:628000000001@s.whatsapp.net"
  })
  void chatListsRefuseCursorsOfOtherLists(String view, String place) throws Exception {
    String cursor = new Cursor(Instant.parse("2026-11-23T08:00:00Z"), place).toString();

    Answer answer = desk.get(ADMIN, "/chats?view=" + view + "&after=" + cursor);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).startsWith("\"after\" is a cursor of another list.");
  }

  @ParameterizedTest
  @CsvSource({
    "/mentions?after=, note-1",
    "/mentions?after=, timeline/wamid-1",
    "/chats/628000000001/timeline?before=, wamid-1",
    "/chats/628000000001/timeline?before=, mentions/note-1",
    "/chats/628000000001/messages?before=, timeline/wamid-1",
    "/chats/628000000001/messages?after=, default:628000000001@s.whatsapp.net"
  })
  void listsRefuseCursorsOfOtherLists(String list, String place) throws Exception {
    String cursor = new Cursor(Instant.parse("2026-11-23T08:00:00Z"), place).toString();

    Answer answer = desk.get(ADMIN, list + cursor);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("is a cursor of another list.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /chats?mode=ROBOT",
        "GET /chats?limit=0",
        "GET /chats?limit=x",
        "GET /chats?surprise=1",
        "GET /chats?q=%00",
        "GET /chats?q=!!",
        "GET /chats?q=%CC%81",
        "GET /chats?after=abc",
        "GET /chats?since=gestern",
        "GET /chats?unread=ja",
        "GET /chats?q=a&q=b",
        "GET /chats/nobody",
        "GET /chats/default:x'--@y.z",
        "GET /chats/628000000001/messages?before=%27",
        "GET /commands/x",
        "GET /export",
        "GET /export?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z",
        "PATCH /chats/628000000001 {}",
        "PATCH /chats/628000000001 {\"mode\":\"X\"}",
        "PATCH /chats/628000000001 [",
        "PATCH /chats/628000000001 {\"mode\":\"BOT\",\"assignee\":\"siti\"}",
        "PATCH /chats/628000000001 {\"labels\":[1]}",
        "PATCH /chats/628000000001 {\"epoch\":1}",
        "POST /chats/628000000001/messages {}",
        "POST /chats/628000000001/messages {\"text\":\"\"}",
        "POST /chats/628000000001/messages {\"text\":\"a\",\"media\":{}}",
        "POST /chats/628000000001/messages {\"text\":\"a\\u0000b\"}",
        "POST /chats/628000000001/messages {\"text\":7}",
        "POST /chats/628000000001/messages {\"text\":\"\\ud83d\"}",
        "PATCH /labels/0x1 {\"color\":\"#2e7d32\"}",
        "POST /chats/628000000001/messages {\"media\":{\"kind\":\"IMAGE\",\"link\":\"file:///etc/passwd\",\"mimeType\":\"image/png\"}}",
        "POST /chats/628000000001/messages {\"media\":{\"kind\":\"HOLOGRAM\",\"mediaId\":\"a\",\"mimeType\":\"image/png\"}}",
        "POST /chats/628000000001/notes {\"text\":\" \"}",
        "POST /labels {\"name\":\"a\",\"color\":\"red\"}",
        "POST /rules/try {\"text\":\"a\",\"at\":\"+1000000000-12-31T23:59:59Z\"}",
        "POST /rules/try {\"text\":\"a\",\"at\":1796000000}"
      })
  void invalidRequestsAreRejectedByName(String call) throws Exception {
    String[] parts = call.split(" ", 3);
    Answer answer =
        desk.call(
            ADMIN,
            parts[0],
            parts[1].replace("'", "%27"),
            parts.length > 2 ? parts[2] : null,
            "bad-1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.whole().headers().firstValue("Content-Type"))
        .hasValue("application/problem+json");
    assertThat(answer.detail()).isNotBlank().endsWith(".");
    assertThat(answer.body().path("parameter").asString()).isNotBlank();
  }

  @Test
  void longTextsAndMissingKeysAreRejected() throws Exception {
    assertThat(reply(ADMIN, "long", "x".repeat(65_537)).detail())
        .isEqualTo("\"text\" must have at most 65536 characters.");
    assertThat(desk.call(ADMIN, "POST", path + "/messages", "{\"text\":\"a\"}", null).detail())
        .startsWith("\"Idempotency-Key\" is missing.");
    assertThat(desk.get(SITI, "/chats/628999999999").status()).isEqualTo(404);
  }

  @Test
  void everyOperationIsDescribed() throws Exception {
    JsonNode api = desk.get(ADMIN, "/docs/openapi").body();

    assertThat(api.path("paths").size()).isGreaterThan(10);
    assertThat(ApiDescriptionCheck.missing(api)).isEmpty();
    assertThat(ApiDescriptionCheck.deprecated(api))
        .containsExactly("does", "lastWords", "openThen", "words");
  }

  @Test
  void theDeskKnowsTheDocument() throws Exception {
    DeskApi.check("bot-service", desk.get(ADMIN, "/docs/openapi").body());
  }

  // Records of the same simple name would share a schema.
  @ParameterizedTest
  @CsvSource({
    "/chats,                   chats next",
    "/chats/{id}/messages,     messages next previous",
    "/chats/{id}/timeline,     entries next",
    "/contacts,                contacts next"
  })
  void eachPageHasItsOwnSchema(String path, String fields) throws Exception {
    JsonNode api = desk.get(ADMIN, "/docs/openapi").body();
    JsonNode content = api.path("paths").path(path).at("/get/responses/200/content");
    String schema = content.iterator().next().path("schema").path("$ref").asString();

    assertThat(api.at(schema.substring(1) + "/properties").propertyNames())
        .containsExactlyInAnyOrder(fields.split(" "));
  }

  private static List<String> ids(String path) throws Exception {
    return desk.get(SITI, path)
        .body()
        .path("chats")
        .valueStream()
        .map(one -> one.path("id").asString())
        .toList();
  }

  private Answer change(String who, String body) throws Exception {
    return desk.call(who, "PATCH", path, body, null);
  }

  private Answer reply(String who, String key, String text) throws Exception {
    return desk.call(who, "POST", path + "/messages", "{\"text\":\"" + text + "\"}", key);
  }

  /// Waits for the first one: a command is answered when it is decided, and its message is
  /// published after that.
  private List<OutboundMessage> ofPeople() {
    return await().until(this::publishedOfPeople, messages -> !messages.isEmpty());
  }

  private List<OutboundMessage> publishedOfPeople() {
    return TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class).stream()
        .filter(message -> !message.author().kind().name().equals("BOT"))
        .toList();
  }

  @Test
  void adminLinksAndUnlinksAHiddenNumber() throws Exception {
    ChatKey lid = new ChatKey("default", "1" + number + "@lid");
    String phone = "/chats/" + ChatPath.write(lid) + "/phone";
    String body = "{\"phone\":\"" + number + "\"}";
    written(lid, "k1", "Ratna", "halo");
    assertThat(desk.call(SITI, "PUT", phone, body, null).status()).isEqualTo(403);
    for (String invalid : List.of("x", "081", "1" + number + "@lid")) {
      Answer refused = desk.call(ADMIN, "PUT", phone, "{\"phone\":\"" + invalid + "\"}", null);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body().path("parameter").asString()).isEqualTo("phone");
    }

    assertThat(desk.call(ADMIN, "PUT", phone, body, null).status()).isEqualTo(200);
    String local = "{\"phone\":\"0" + number.substring(2) + "\"}";
    assertThat(desk.call(ADMIN, "PUT", phone, local, null).body().path("rule").asString())
        .isEqualTo("the hidden number is linked already");
    await().until(() -> desk.get(SITI, path).status() == 200);
    assertThat(desk.get(SITI, "/chats/" + ChatPath.write(lid)).body().path("id").asString())
        .isEqualTo("default:" + chat.chatId());
    JsonNode entries = desk.get(SITI, path + "/timeline").body().path("entries");
    assertThat(entries.toString()).contains("took over the chat of a hidden number");

    assertThat(desk.call(ADMIN, "DELETE", phone, null, null).status()).isEqualTo(200);
    written(lid, "k2", "Ratna", "halo");
    assertThat(desk.get(SITI, "/chats/" + ChatPath.write(lid)).body().path("id").asString())
        .isEqualTo("default:" + lid.chatId());
  }

  private void written(String id, String name, String text) {
    written(chat, id, name, text);
  }

  /// Publishes to Kafka and waits for the history.
  private void written(ChatKey where, String id, String name, String text) {
    written(where, id, name, text, Instant.now(), false);
  }

  private void written(
      ChatKey where, String id, String name, String text, Instant sentAt, boolean backfilled) {
    TestTopics.write(
        new InboundMessage(
            number + "-" + id,
            where.channel(),
            where.chatId(),
            where.chatId(),
            name,
            From.CUSTOMER,
            new Content.Text(text),
            null,
            sentAt,
            Instant.now(),
            backfilled));
    await()
        .until(() ->
            desk.get(SITI, "/chats/" + ChatPath.write(where) + "/messages")
                .whole()
                .body()
                .contains("\"" + number + "-" + id + "\""));
  }

  private static void touch(Connection connection, ChatKey chat) throws Exception {
    try (var statement =
        connection.prepareStatement(
            "UPDATE bot.chat_summaries SET seq = nextval('bot.changes'), changed_xid = pg_current_xact_id() WHERE chat_id = ?")) {
      statement.setString(1, chat.chatId());
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private static Connection connection() throws Exception {
    Environment environment = desk.service.getEnvironment();
    return DriverManager.getConnection(
        Objects.requireNonNull(environment.getProperty("spring.datasource.url")),
        environment.getProperty("spring.datasource.username"),
        environment.getProperty("spring.datasource.password"));
  }
}
