package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.web.ApiClient.Stream;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The desk clock of a running service: assignment, users who leave, targets and the notice to
/// admins.
class DeskClockIT {

  private static final String AUTH = "auth-service:service:users:sync";
  private static final String ADMIN = "budi:admin";
  private static final String ADMINS_CHAT = "628110000009@s.whatsapp.net";

  private static ApiClient api;
  private static JdbcClient jdbc;
  private static int chats;

  @BeforeAll
  static void start() {
    api =
        new ApiClient(
            "--balas.people.write=true",
            "--WHAPI_ADMINS=628110000009",
            "--balas.bot.look-at-clock-every=200ms",
            "--balas.bot.desk-clock.settle=0s",
            "--balas.bot.desk-clock.back-to-team=2s",
            "--balas.bot.desk-clock.targets-every=200ms",
            "--balas.bot.desk-clock.escalate=1h");
    jdbc = api.service.getBean(JdbcClient.class);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    jdbc.sql("DELETE FROM bot.teams").update();
    for (String username : List.of("siti", "rudi")) {
      sync(username, false, 1);
      available(username, "AVAILABLE");
    }
  }

  @Test
  void waitingChatsAreSharedAmongAvailableAgents() throws Exception {
    team("AUTOMATIC", "orders", "{}");
    try (Stream _ = api.stream("siti:karyawan", null);
        Stream _ = api.stream("rudi:karyawan", null)) {
      // Otherwise the one whose page is known first may get more than half.
      await()
          .untilAsserted(() ->
              assertThat(
                      jdbc.sql(
                              "SELECT DISTINCT username FROM bot.open_pages WHERE open_until > now()")
                          .query(String.class)
                          .list())
                  .contains("siti", "rudi"));
      List<ChatKey> asked = IntStream.range(0, 6).mapToObj(_ -> asks("orders", "agent")).toList();
      await().untilAsserted(() -> assertThat(assignees(asked)).containsOnlyKeys("siti", "rudi"));
      await()
          .untilAsserted(
              () -> assertThat(assignees(asked)).containsValues(3L).containsEntry("siti", 3L));

      // Siti leaves: her chats go to Rudi.
      sync("siti", true, 2);
      await().untilAsserted(() -> assertThat(assignees(asked)).containsOnlyKeys("rudi"));
    } finally {
      sync("siti", false, 3);
    }
  }

  @Test
  void chatOfUnavailableAgentGoesBackToTeam() throws Exception {
    team("AUTOMATIC", "returns", "{}");
    try (Stream _ = api.stream("siti:karyawan", null)) {
      available("rudi", "AWAY");
      ChatKey chat = asks("returns", "agent");
      await().untilAsserted(() -> assertThat(assignees(List.of(chat))).containsKey("siti"));

      available("siti", "AWAY");
      await().untilAsserted(() -> assertThat(assignees(List.of(chat))).containsKey("none"));
    }
  }

  @Test
  void agentHasTimeForAChatThatWaitedLong() throws Exception {
    team("AUTOMATIC", "taken", "{}");
    available("siti", "AWAY");
    available("rudi", "AWAY");
    ChatKey ofAdmin = asks("taken", "agent");
    ChatKey ofSiti = asks("taken", "agent");
    await().untilAsserted(() -> assertThat(List.of(ofAdmin, ofSiti)).allMatch(DeskClockIT::isLate));

    // By WhatsApp, from a number that is no username.
    write(new ChatKey("taken", ADMINS_CHAT), "assign " + ofAdmin.chatId().replaceFirst("@.*", ""));
    await()
        .untilAsserted(() ->
            assertThat(assignees(List.of(ofAdmin)))
                .containsKey(ADMINS_CHAT.replaceFirst("@.*", "")));
    String path = "/chats/taken:" + ofSiti.chatId();
    assertThat(api.call("siti:karyawan", "PATCH", path, "{\"mode\":\"AGENT\"}", null).status())
        .isEqualTo(200);
    await().untilAsserted(() -> assertThat(assignees(List.of(ofSiti))).containsKey("none"));

    assertThat(
            count(
                """
                SELECT (extract(epoch FROM max(decided_at) - min(decided_at)) * 1000)::int FROM bot.decisions
                WHERE channel = ? AND chat_id = ? AND rule IN ('assigned to siti', 'siti is gone')
                """,
                ofSiti))
        .isGreaterThan(1500);
    assertThat(assignees(List.of(ofAdmin))).doesNotContainKey("none");
  }

  private static boolean isLate(ChatKey chat) {
    return count(
            """
            SELECT count(*) FROM bot.chats
            WHERE channel = ? AND chat_id = ? AND waiting_since < now() - interval '2 seconds'
            """,
            chat)
        == 1;
  }

  @Test
  void fullTeamHidesNoChatOfOthers() throws Exception {
    team("AUTOMATIC", "ready", "{}");
    String full =
        "{\"name\":\"full\",\"assignment\":\"AUTOMATIC\",\"members\":[\"rudi\"],\"channels\":[\"full\"],\"targets\":{}}";
    assertThat(api.call(ADMIN, "POST", "/teams", full, null).status()).isEqualTo(201);
    available("rudi", "AWAY");
    fillQueue("full", "");
    try (Stream _ = api.stream("siti:karyawan", null)) {
      ChatKey chat = asks("ready", "agent");
      await().untilAsserted(() -> assertThat(assignees(List.of(chat))).containsKey("siti"));
    } finally {
      jdbc.sql("DELETE FROM bot.chats WHERE channel = 'full'").update();
    }
  }

  @Test
  void manualTeamHidesNoChatOfUnavailableAgent() throws Exception {
    team("AUTOMATIC", "back", "{}");
    String manual =
        "{\"name\":\"long\",\"assignment\":\"MANUAL\",\"members\":[\"rudi\"],\"channels\":[\"long\"],\"targets\":{}}";
    assertThat(api.call(ADMIN, "POST", "/teams", manual, null).status()).isEqualTo(201);
    available("rudi", "AWAY");
    // Dewi has never been available.
    sync("dewi", false, 1);
    fillQueue("long", "dewi");
    try (Stream _ = api.stream("siti:karyawan", null)) {
      ChatKey chat = asks("back", "agent");
      await().untilAsserted(() -> assertThat(assignees(List.of(chat))).containsKey("siti"));

      available("siti", "AWAY");
      await().untilAsserted(() -> assertThat(assignees(List.of(chat))).containsKey("none"));
      assertThat(
              jdbc.sql(
                      "SELECT count(*) FROM bot.chats WHERE channel = 'long' AND assignee = 'dewi'")
                  .query(Integer.class)
                  .single())
          .isEqualTo(600);
    } finally {
      jdbc.sql("DELETE FROM bot.chats WHERE channel = 'long'").update();
    }
  }

  @Test
  void manualTeamTakesChatsItself() throws Exception {
    team("MANUAL", "manual", "{}");
    team("AUTOMATIC", "quick", "{}");
    try (Stream _ = api.stream("siti:karyawan", null);
        Stream _ = api.stream("rudi:karyawan", null)) {
      ChatKey manual = asks("manual", "agent");
      ChatKey quick = asks("quick", "agent");
      await().untilAsserted(() -> assertThat(assignees(List.of(quick))).doesNotContainKey("none"));
      assertThat(assignees(List.of(manual))).containsOnlyKeys("none");
    }
  }

  @Test
  void missedTargetIsRecordedOnceAndAdminsAreNotified() throws Exception {
    team("MANUAL", "slow", "{\"firstAnswer\":\"PT1M\"}");
    ChatKey late = asks("slow", "agent");
    await().untilAsserted(() -> assertThat(waits(late)).isTrue());
    // As if the customer had written five minutes ago.
    jdbc.sql(
            """
            UPDATE bot.chats SET version = version + 1, seq = nextval('bot.changes'),
              handling = jsonb_set(handling::jsonb, '{waiting,since}', to_jsonb(?::text))::json
            WHERE channel = ? AND chat_id = ?
            """)
        .params(Instant.now().minusSeconds(300).toString(), late.channel(), late.chatId())
        .update();

    await().untilAsserted(() -> assertThat(missed(late)).isEqualTo(1));
    var admin = new ChatKey("slow", ADMINS_CHAT);
    await().untilAsserted(() -> assertThat(notices(admin)).hasSize(1));
    ChatKey next = asks("slow", "agent");
    await().untilAsserted(() -> assertThat(waits(next)).isTrue());
    assertThat(missed(late)).isEqualTo(1);
    assertThat(notices(admin)).hasSize(1).first().asString().contains("1 percakapan");
  }

  // More than the desk clock reads at once, and all before the chats of the tests.
  private static void fillQueue(String channel, String assignee) {
    jdbc.sql(
            """
            INSERT INTO bot.chats (channel, chat_id, mode, epoch, version, assignee, handling, waiting_since, waiting_late)
            SELECT ?, 62877000000 + number || '@s.whatsapp.net', 'AGENT', 1, 1, nullif(?, ''),
              '{"waiting":{"reasons":["ASKED"],"since":"2026-11-01T00:00:00Z","latestId":"m","latestAt":"2026-11-01T00:00:00Z"}}'::json,
              '2026-11-01T00:00:00Z'::timestamptz, false
            FROM generate_series(1, 600) AS number
            """)
        .params(channel, assignee)
        .update();
  }

  private static ChatKey asks(String channel, String words) {
    var chat = new ChatKey(channel, "62877000%04d@s.whatsapp.net".formatted(chats + 1));
    write(chat, words);
    return chat;
  }

  private static void write(ChatKey chat, String words) {
    chats++;
    TestTopics.write(
        new InboundMessage(
            "clock-" + chats,
            chat.channel(),
            chat.chatId(),
            chat.chatId(),
            "Ratna",
            From.CUSTOMER,
            new Content.Text(words),
            null,
            Instant.now(),
            Instant.now(),
            false));
  }

  private static Map<String, Long> assignees(List<ChatKey> keys) {
    return keys.stream()
        .collect(
            Collectors.groupingBy(
                key ->
                    jdbc.sql(
                            "SELECT assignee FROM bot.chats WHERE channel = ? AND chat_id = ? AND assignee IS NOT NULL")
                        .params(key.channel(), key.chatId())
                        .query(String.class)
                        .optional()
                        .orElse("none"),
                Collectors.counting()));
  }

  private static boolean waits(ChatKey chat) {
    return count(
            "SELECT count(*) FROM bot.chats WHERE channel = ? AND chat_id = ? AND waiting_since IS NOT NULL",
            chat)
        == 1;
  }

  private static int missed(ChatKey chat) {
    return count(
        "SELECT count(*) FROM bot.decisions WHERE channel = ? AND chat_id = ? AND rule LIKE 'the target was missed%'",
        chat);
  }

  private static int count(String sql, ChatKey chat) {
    return jdbc.sql(sql).params(chat.channel(), chat.chatId()).query(Integer.class).single();
  }

  private static List<String> notices(ChatKey admin) {
    return TestTopics.of(Topics.OUTBOUND_MESSAGES, admin.toString(), OutboundMessage.class).stream()
        .map(message -> String.valueOf(message.content().words()))
        .toList();
  }

  private static void team(String assignment, String channel, String targets) throws Exception {
    String body =
        """
        {"name":"%2$s","assignment":"%1$s","members":["siti","rudi"],"channels":["%2$s"],"targets":%3$s}\
        """
            .formatted(assignment, channel, targets);
    assertThat(api.call(ADMIN, "POST", "/teams", body, null).status()).isEqualTo(201);
  }

  private static void available(String username, String availability) throws Exception {
    String body = "{\"availability\":\"" + availability + "\"}";
    assertThat(
            api.call(username + ":karyawan", "PUT", "/agents/me/availability", body, null).status())
        .isEqualTo(204);
  }

  private static void sync(String username, boolean gone, long seq) throws Exception {
    String body =
        "{\"name\":\"%s\",\"role\":\"karyawan\",\"gone\":%s,\"seq\":%d}"
            .formatted(username, gone, seq);
    assertThat(api.call(AUTH, "PUT", "/internal/users/" + username, body, null).status())
        .isEqualTo(204);
  }
}
