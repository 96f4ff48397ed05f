package id.balas.bot.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.BotService;
import id.balas.events.ChatChanged;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Waiting;
import id.balas.events.wire.Topics;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

/// An installation sets `BALAS_PEOPLE_WRITE=true` with the chats that the last release left, with a
/// real Kafka and a real database.
class MovingInIT {

  private static final String TEXT = "{\"@type\":\"Text\",\"body\":\"halo\"}";
  private static final String STICKER =
      "{\"@type\":\"Media\",\"kind\":\"STICKER\",\"mediaId\":\"s\",\"mimeType\":\"image/webp\"}";
  // The service also reads what another class left on the topics.
  private static final String OWN = "6287700001%";
  private static final String ADMIN = "628770000001@s.whatsapp.net";
  private static final String UNANSWERED = "628770000101@s.whatsapp.net";
  private static final String ANSWERED = "628770000102@s.whatsapp.net";
  private static final String WITH_BOT = "628770000103@s.whatsapp.net";
  private static final String OVER = "628770000104@s.whatsapp.net";
  private static final String FORGOTTEN = "628770000105@s.whatsapp.net";
  private static final String GROUP = "628770000106-1600000000@g.us";

  private static ConfigurableApplicationContext service;
  private static JdbcTemplate jdbc;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @BeforeAll
  static void start() {
    service =
        new SpringApplicationBuilder(BotService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--DATABASE_URL=" + TestPostgres.newDatabase(),
                "--WHAPI_ADMINS=" + ADMIN.replaceFirst("@.*", ""),
                "--balas.people.write=true");
    jdbc = service.getBean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void openChatsGetAConversationAndThoseOfPersonsWaitIfTheCustomerWroteLast() {
    chat(UNANSWERED, "AGENT", "siti");
    message(UNANSWERED, "AGENT", TEXT, hours(4));
    message(UNANSWERED, "CUSTOMER", TEXT, hours(3));
    message(UNANSWERED, "CUSTOMER", TEXT, hours(2));
    message(UNANSWERED, "CUSTOMER", STICKER, hours(1));
    chat(ANSWERED, "PAUSE", null);
    message(ANSWERED, "CUSTOMER", TEXT, hours(3));
    message(ANSWERED, "PHONE", TEXT, hours(2));
    message(ANSWERED, "NOTICE", TEXT, hours(1));
    message(WITH_BOT, "CUSTOMER", TEXT, hours(1));
    chat(OVER, "BOT", null);
    message(OVER, "CUSTOMER", TEXT, hours(72));
    chat(FORGOTTEN, "AGENT", "siti");
    message(FORGOTTEN, "CUSTOMER", TEXT, hours(20 * 24));
    chat(GROUP, "AGENT", "siti");
    message(GROUP, "CUSTOMER", TEXT, hours(1));
    chat(ADMIN, "AGENT", "siti");
    message(ADMIN, "CUSTOMER", TEXT, hours(1));

    moveIn();

    await().untilAsserted(() -> assertThat(conversations()).hasSize(3));
    assertThat(conversations())
        .containsOnly(
            Map.entry(UNANSWERED, "OPEN " + hours(2)),
            Map.entry(ANSWERED, "OPEN " + hours(2)),
            Map.entry(WITH_BOT, "OPEN " + hours(1)));
    Waiting waiting = changes(UNANSWERED).getFirst().after().waiting();
    assertThat(waiting)
        .isEqualTo(Waiting.of(Waiting.Reason.WROTE, hours(3), UNANSWERED + "-2", hours(2)));
    assertThat(
            jdbc.queryForList(
                "SELECT chat_id FROM bot.chats WHERE waiting_since IS NOT NULL AND chat_id LIKE ?",
                OWN))
        .extracting(row -> row.get("chat_id"))
        .containsExactly(UNANSWERED);

    // Another instance does the same, or this one again after a crash.
    jdbc.update("DELETE FROM bot.steps");
    int decisions = decisions();
    moveIn();
    chat("628770000107@s.whatsapp.net", "AGENT", "siti");
    message("628770000107@s.whatsapp.net", "CUSTOMER", TEXT, hours(1));
    jdbc.update("DELETE FROM bot.steps");
    moveIn();
    await().untilAsserted(() -> assertThat(conversations()).hasSize(4));
    assertThat(decisions()).isEqualTo(decisions + 1);
  }

  private static void moveIn() {
    new MovingIn(
            jdbc,
            service.getBean(OpenChats.class),
            kafka(),
            Clock.systemUTC(),
            Duration.ofDays(1),
            true)
        .run();
    assertThat(jdbc.queryForList("SELECT name FROM bot.steps")).hasSize(1);
  }

  @SuppressWarnings("unchecked")
  private static KafkaTemplate<String, byte[]> kafka() {
    return service.getBean(KafkaTemplate.class);
  }

  private static Map<String, String> conversations() {
    Map<String, String> found = new TreeMap<>();
    jdbc.query(
        "SELECT chat_id, status, active_at FROM bot.conversations WHERE chat_id LIKE ?",
        row -> {
          found.put(
              row.getString("chat_id"),
              row.getString("status") + " " + row.getTimestamp("active_at").toInstant());
        },
        OWN);
    return found;
  }

  private static int decisions() {
    return jdbc.queryForList("SELECT cause_id FROM bot.decisions WHERE cause_id LIKE 'found-%'")
        .size();
  }

  private static List<ChatChanged> changes(String chatId) {
    return TestTopics.of(Topics.CHAT_CHANGES, "default/" + chatId, ChatChanged.class);
  }

  private Instant hours(int ago) {
    return now.minus(Duration.ofHours(ago));
  }

  private static void chat(String chatId, String mode, @Nullable String assignee) {
    jdbc.update(
        "INSERT INTO bot.chats (channel, chat_id, mode, epoch, assignee, version)"
            + " VALUES ('default', ?, ?, 1, ?, 1)",
        chatId,
        mode,
        assignee);
  }

  private static void message(String chatId, String author, String content, Instant at) {
    Integer known =
        jdbc.queryForObject(
            "SELECT count(*) FROM bot.messages WHERE chat_id = ?", Integer.class, chatId);
    jdbc.update(
        "INSERT INTO bot.messages (channel, id, chat_id, author, content, sent_at, logged_at)"
            + " VALUES ('default', ? || '-' || ?, ?, ?, ?::jsonb, ?, ?)",
        chatId,
        known,
        chatId,
        author,
        content,
        Timestamp.from(at),
        Timestamp.from(at));
    jdbc.update(
        "INSERT INTO bot.chat_summaries (channel, chat_id, last_at, last_id, last_author)"
            + " VALUES ('default', ?, ?, ?, ?)"
            + " ON CONFLICT (channel, chat_id) DO UPDATE SET last_at = excluded.last_at",
        chatId,
        Timestamp.from(at),
        chatId + "-" + known,
        author);
  }
}
