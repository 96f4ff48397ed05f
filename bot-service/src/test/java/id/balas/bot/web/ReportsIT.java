package id.balas.bot.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.decision.Decided;
import id.balas.bot.web.ApiClient.Answer;
import id.balas.events.ChatChanged;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.SameCustomer;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reports of a running service, from the records of a conversation to each format.
class ReportsIT {

  private static final String ADMIN = "budi:admin";
  private static final ChatKey CHAT = new ChatKey("reports", "628777000001@s.whatsapp.net");

  private static ApiClient api;
  private static JdbcClient jdbc;

  @BeforeAll
  static void start() {
    api = new ApiClient("--balas.bot.reports-every=500ms");
    jdbc = api.service.getBean(JdbcClient.class);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void resolvedConversationIsInReportOfItsDay(@TempDir Path directory) throws Exception {
    // PostgreSQL would round it to the next microsecond.
    Instant wrote = Instant.now().truncatedTo(ChronoUnit.MICROS).plusNanos(600);
    // The database refuses this id: it is too long for an index, and cannot be compressed.
    String tooLong =
        Stream.generate(UUID::randomUUID).limit(120).map(UUID::toString).collect(joining());
    TestTopics.write(
        MessageStatus.of(
            CHAT.channel(), CHAT.chatId(), null, tooLong, Status.ACCEPTED, null, wrote, null));
    TestTopics.write(message(CHAT, "ask", "agent"), resolve(CHAT, false));
    LocalDate today = LocalDate.ofInstant(wrote, ZoneId.of("Asia/Jakarta"));
    await().untilAsserted(() -> assertThat(recorded("reports")).isEqualTo(1));
    String period = "/reports?from=" + today.minusDays(1) + "&to=" + today.plusDays(1);
    awaitFigure(period + "&by=channel", "reports", "/messages", 1, today);
    JsonNode row = row(api.get(ADMIN, period + "&by=channel"), "reports");
    assertThat(row.path("conversations").asInt()).isEqualTo(1);
    assertThat(row.path("waits").asInt()).isEqualTo(1);
    assertThat(row.path("endedByBot").asDouble()).isEqualTo(1);
    assertThat(row.path("resolution").path("count").asInt()).isEqualTo(1);
    assertThat(row.path("rating").isNull()).isTrue();

    String csv = api.get(ADMIN, period + "&by=channel&format=csv").whole().body();
    assertThat(csv).startsWith("\ufeffname,conversations,").contains("\r\nreports,1,1,1.0,1,");
    try (InputStream sheet = api.open(ADMIN, period + "&by=channel&format=xlsx")) {
      Map<String, String> parts =
          parts(Files.write(directory.resolve("report.xlsx"), sheet.readAllBytes()));
      assertThat(parts).containsKeys("xl/workbook.xml", "xl/worksheets/sheet1.xml");
      assertThat(String.join("", parts.values())).contains("reports", "resolution_p90");
    }
  }

  // Each digit is the rating of a conversation, 0 for none. The means are calculated by hand.
  @ParameterizedTest
  @CsvSource({"rated-a, 5403151, 6, 3.17", "rated-b, 044400, 3, 4.0"})
  void ratingsCountOnTheDayOfTheConversation(String channel, String stars, int ratings, double mean)
      throws Exception {
    List<ChatKey> chats =
        IntStream.range(0, stars.length())
            .mapToObj(i -> new ChatKey(channel, "62877700010" + i + "@s.whatsapp.net"))
            .toList();
    for (ChatKey chat : chats) {
      TestTopics.write(message(chat, "ask", "jam buka?"), resolve(chat, true));
    }
    await().untilAsserted(() -> assertThat(recorded(channel)).isEqualTo(chats.size()));
    // The figures of the day exist before the ratings arrive.
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Jakarta"));
    String report = byChannel(today);
    awaitFigure(report, channel, "/conversations", chats.size(), today);
    assertThat(row(api.get(ADMIN, report), channel).path("rating").isNull()).isTrue();

    for (int i = 0; i < chats.size(); i++) {
      if (stars.charAt(i) != '0') {
        TestTopics.write(message(chats.get(i), "rate", stars.substring(i, i + 1)));
      }
    }
    awaitFigure(report, channel, "/rating/count", ratings, today);
    JsonNode row = row(api.get(ADMIN, report), channel);
    assertThat(row.at("/rating/mean").asDouble()).isEqualTo(mean);
    assertThat(row.path("conversations").asInt()).isEqualTo(chats.size());
    assertThat(api.get(ADMIN, report + "&format=csv").whole().body())
        .contains(",failures,rating_count,rating_mean,", "," + ratings + "," + mean + ",");
  }

  @Test
  void reactionIsNoFirstAnswer() {
    ChatKey chat = new ChatKey("acts", "628777000200@s.whatsapp.net");
    InboundMessage ask = message(chat, "ask", "agent");
    TestTopics.write(
        ask,
        reply(chat, "react", new Content.Reaction(ask.id(), "👍")),
        reply(chat, "answer", new Content.Text("Jam 8")),
        resolve(chat, false),
        accepted(chat, "react", ask.sentAt().plusSeconds(5)),
        accepted(chat, "answer", ask.sentAt().plusSeconds(600)));

    LocalDate today = LocalDate.now(ZoneId.of("Asia/Jakarta"));
    awaitFigure(byChannel(today), "acts", "/firstAnswer/p50", 600, today);
  }

  // Such as a pinned message. The customer's message after it shows that the notice is recorded.
  @Test
  void noticeOfOurPhoneIsNoMessageOfPerson() throws Exception {
    ChatKey chat = new ChatKey("notices", "628777000201@s.whatsapp.net");
    InboundMessage ask = message(chat, "ask", "agent");
    Instant now = Instant.now();
    var notice =
        new InboundMessage(
            chat + "-notice",
            chat.channel(),
            chat.chatId(),
            chat.chatId(),
            null,
            From.PHONE,
            new Content.Unsupported("notice", JsonMapper.shared().readTree("{\"pin\":1}")),
            null,
            now,
            now,
            false);
    TestTopics.write(ask, notice, message(chat, "thanks", "terima kasih"), resolve(chat, false));

    LocalDate today = LocalDate.now(ZoneId.of("Asia/Jakarta"));
    String report = byChannel(today);
    awaitFigure(report, "notices", "/messages", 2, today);
    JsonNode row = row(api.get(ADMIN, report), "notices");
    assertThat(row.path("endedByBot").asDouble()).isEqualTo(1);
  }

  // The link moves its messages. The phone's chat takes over the conversation.
  @Test
  void conversationOfLinkedNumberKeepsItsMessages() throws Exception {
    ChatKey hidden = new ChatKey("hidden", "628777000300@lid");
    InboundMessage ask = message(hidden, "ask", "agent");
    TestTopics.write(
        ask,
        reply(hidden, "answer", new Content.Text("Jam 8")),
        resolve(hidden, false),
        accepted(hidden, "answer", ask.sentAt().plusSeconds(600)));
    await().untilAsserted(() -> assertThat(recorded("hidden")).isEqualTo(1));
    TestTopics.write(link(hidden, "628777000301@s.whatsapp.net"));
    await()
        .untilAsserted(() -> {
          assertThat(recorded("hidden")).isEqualTo(2);
          assertThat(count("bot.chats WHERE channel = 'hidden' AND moved")).isEqualTo(1);
        });

    LocalDate today = LocalDate.now(ZoneId.of("Asia/Jakarta"));
    String report = byChannel(today);
    calculateAnew("hidden");
    awaitFigure(report, "hidden", "/firstAnswer/p50", 600, today);
    JsonNode row = row(api.get(ADMIN, report), "hidden");
    assertThat(row.path("conversations").asInt()).isEqualTo(1);
    assertThat(row.path("messages").asInt()).isEqualTo(2);
    assertThat(row.path("endedByBot").asDouble()).isZero();
  }

  @Test
  void waitOfLinkedNumberCountsOnce() {
    ChatKey hidden = new ChatKey("linked", "628777000400@lid");
    ChatKey phone = new ChatKey("linked", "628777000401@s.whatsapp.net");
    TestTopics.write(message(hidden, "ask", "agent"), link(hidden, phone.chatId()));
    // The hidden number's wait has ended, the phone's goes on.
    String waits = "bot.report_waits WHERE channel = 'linked'";
    await()
        .untilAsserted(() -> {
          assertThat(count(waits)).isEqualTo(2);
          assertThat(count(waits + " AND ended_at IS NULL")).isEqualTo(1);
        });
    TestTopics.write(resolve(phone, false));
    await().untilAsserted(() -> assertThat(count(waits + " AND ended_at IS NULL")).isZero());

    LocalDate today = LocalDate.now(ZoneId.of("Asia/Jakarta"));
    calculateAnew("linked");
    awaitFigure(byChannel(today), "linked", "/waits", 1, today);
  }

  @Test
  void whoTakesAnEndedConversationDoesNotCount() throws Exception {
    ChatKey chat = new ChatKey("taken", "628777000500@s.whatsapp.net");
    TestTopics.write(message(chat, "ask", "agent"), assign(chat, "siti"), resolve(chat, true));
    await().untilAsserted(() -> assertThat(recorded("taken")).isEqualTo(1));
    TestTopics.write(message(chat, "rate", "5"), assign(chat, "dewi"));
    await().until(() -> count("bot.chats WHERE channel = 'taken' AND assignee = 'dewi'") == 1);
    // The report reads that change a moment later.
    await()
        .during(Duration.ofSeconds(2))
        .until(() ->
            count("bot.report_conversations WHERE channel = 'taken' AND agent = 'siti'") == 1);

    LocalDate today = LocalDate.now(ZoneId.of("Asia/Jakarta"));
    String report = byChannel(today).replace("channel", "agent");
    awaitFigure(report, "siti", "/rating/count", 1, today);
    assertThat(row(api.get(ADMIN, report), "dewi").isMissingNode()).isTrue();
  }

  @Test
  void lateChangeLeavesTheFiguresOfItsDay() throws Exception {
    ChatKey chat = new ChatKey("late", "628777000600@s.whatsapp.net");
    Instant now = Instant.now();
    Instant ended = now.minus(70, ChronoUnit.DAYS);
    LocalDate day = LocalDate.ofInstant(ended, ZoneId.of("Asia/Jakarta"));
    jdbc.sql("INSERT INTO bot.report_days VALUES (?, 'CHANNEL', 'late', 7, 0, 0, 0, 0, 0, 0, 0)")
        .param(day)
        .update();
    var open = new Conversation("late-1", ended.minusSeconds(60), ended, null, null, null);
    TestTopics.write(
        changed(chat, "late-take", open.resolved("budi", ended), now),
        changed(chat, "late-open", new Conversation("late-2", now, now, null, null, null), now));

    await().until(() -> count("bot.report_conversations WHERE id = 'late-2'") == 1);
    assertThat(count("bot.report_conversations WHERE id = 'late-1'")).isZero();
    due(day, now);
    await().until(() -> count("bot.report_due WHERE day = '" + day + "'") == 0);
    assertThat(row(api.get(ADMIN, byChannel(day)), "late").path("conversations").asInt())
        .isEqualTo(7);
  }

  // A fact with a day and without an end is invalid.
  @Test
  void dayThatFailsDoesNotStopTheOthers() {
    LocalDate fails = LocalDate.now(ZoneId.of("Asia/Jakarta")).minusDays(20);
    LocalDate works = fails.minusDays(1);
    jdbc.sql(
            """
            INSERT INTO bot.report_conversations (channel, chat_id, id, opened_at, opened_by, team, day, changed_at)
            VALUES ('fails', '628777000700@s.whatsapp.net', 'fails', now(), 'x', '', ?, now())
            """)
        .param(fails)
        .update();
    due(fails, Instant.now().minusSeconds(60));
    due(works, Instant.now());

    await().until(() -> count("bot.report_due WHERE day = '" + works + "'") == 0);
    assertThat(count("bot.report_due WHERE due_at > now() AND day = '" + fails + "'")).isEqualTo(1);
    jdbc.sql("DELETE FROM bot.report_conversations WHERE channel = 'fails'").update();
  }

  private static void due(LocalDate day, Instant at) {
    jdbc.sql("INSERT INTO bot.report_due (day, due_at, again) VALUES (?, ?::timestamptz, false)")
        .params(day, at.toString())
        .update();
  }

  private static ChatChanged changed(
      ChatKey chat, String cause, Conversation conversation, Instant at) {
    return new ChatChanged(
        chat.channel(),
        chat.chatId(),
        cause,
        List.of(ChatChanged.Part.ASSIGNEE),
        new ChatChanged.ChangedChat(
            Mode.AGENT, 1, "dewi", null, null, null, null, null, null, null, conversation, null),
        at);
  }

  @Test
  void agentsAndInvalidPeriodsAreRefused() throws Exception {
    assertThat(api.get("siti:karyawan", "/reports?from=2026-11-01&to=2026-11-02").status())
        .isEqualTo(403);
    assertThat(api.get(ADMIN, "/reports?from=2026-11-01").status()).isEqualTo(400);
    assertThat(api.get(ADMIN, "/reports?from=2026-11-02&to=2026-11-01").status()).isEqualTo(400);
    assertThat(api.get(ADMIN, "/reports?from=2020-11-02&to=2026-11-01").status()).isEqualTo(400);
    String last = "%2B999999999-12-31";
    assertThat(api.get(ADMIN, "/reports?from=" + last + "&to=" + last).status()).isEqualTo(400);
    assertThat(api.get(ADMIN, "/reports?from=0001-01-01&to=0001-01-02").status()).isEqualTo(400);
  }

  private static String byChannel(LocalDate day) {
    return "/reports?from=%s&to=%s&by=channel".formatted(day.minusDays(1), day.plusDays(1));
  }

  private static InboundMessage message(ChatKey chat, String name, String words) {
    Instant now = Instant.now();
    return new InboundMessage(
        chat + "-" + name,
        chat.channel(),
        chat.chatId(),
        chat.chatId(),
        "Ratna",
        From.CUSTOMER,
        new Content.Text(words),
        null,
        now,
        now,
        false);
  }

  private static Reply reply(ChatKey chat, String name, Content content) {
    return new Reply(
        chat + "-" + name,
        chat.channel(),
        chat.chatId(),
        Issuer.user("budi", "admin"),
        Instant.now(),
        content,
        null,
        null,
        null);
  }

  private static Assign assign(ChatKey chat, String agent) {
    return new Assign(
        chat + "-" + agent,
        chat.channel(),
        chat.chatId(),
        Issuer.user("budi", "admin"),
        Instant.now(),
        agent,
        null);
  }

  private static MessageStatus accepted(ChatKey chat, String name, Instant at) {
    String outboundId = Decided.outboundId(chat, chat + "-" + name);
    return MessageStatus.of(
        chat.channel(), chat.chatId(), null, outboundId, Status.ACCEPTED, null, at, null);
  }

  private static Resolve resolve(ChatKey chat, boolean asksRating) {
    return new Resolve(
        chat + "-resolve",
        chat.channel(),
        chat.chatId(),
        Issuer.user("budi", "admin"),
        Instant.now(),
        null,
        null,
        asksRating);
  }

  private static void awaitFigure(
      String report, String name, String figure, int value, LocalDate day) {
    await()
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          // Otherwise the figures are calculated in a minute, and again ten minutes later.
          jdbc.sql(
                  """
                  INSERT INTO bot.report_due (day, due_at, again) VALUES (?, now(), false)
                  ON CONFLICT (day) DO UPDATE SET due_at = now()
                  """)
              .param(day)
              .update();
          assertThat(row(api.get(ADMIN, report), name).at(figure).asInt()).isEqualTo(value);
        });
  }

  private static SameCustomer link(ChatKey hidden, String phone) {
    return new SameCustomer(
        hidden + "-link",
        hidden.channel(),
        hidden.chatId(),
        Issuer.system("intake"),
        Instant.now(),
        phone);
  }

  // Another test may have had the day calculated before the facts were complete.
  private static void calculateAnew(String channel) {
    jdbc.sql("DELETE FROM bot.report_days WHERE name = ?").param(channel).update();
  }

  private static int count(String rows) {
    return jdbc.sql("SELECT count(*) FROM " + rows).query(Integer.class).single();
  }

  private static int recorded(String channel) {
    return jdbc.sql(
            "SELECT count(*) FROM bot.report_conversations WHERE channel = :channel AND day IS NOT NULL")
        .param("channel", channel)
        .query(Integer.class)
        .single();
  }

  private static JsonNode row(Answer answer, String name) {
    for (JsonNode row : answer.body().path("rows")) {
      if (row.path("name").asString().equals(name)) {
        return row;
      }
    }
    return answer.body().path("missing");
  }

  // A spreadsheet program reads the directory at the file's end, not the entries in a row.
  private static Map<String, String> parts(Path file) throws IOException {
    Map<String, String> parts = new HashMap<>();
    try (var zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        parts.put(
            entry.getName(),
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return parts;
  }
}
