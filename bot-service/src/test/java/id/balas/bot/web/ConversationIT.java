package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.web.ApiClient.Answer;
import id.balas.events.ChatChanged;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// Waiting chats and conversations over HTTP, with a real Kafka and a real database.
class ConversationIT {

  private static final String ADMIN = "budi:admin";
  private static final String SITI = "siti:karyawan";
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static ApiClient desk;

  private final String number = "628550000" + CHATS.incrementAndGet();
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
  void voiceNoteWaitsUntilItsConversationIsResolved() throws Exception {
    voiceNote("v1", Instant.now());
    awaitReason("NOT_UNDERSTOOD");
    assertThat(waitingIds()).contains("default:" + chat.chatId());
    assertThat(summary().body().at("/conversation/status").asString()).isEqualTo("OPEN");

    Answer unseen = post(SITI, "/resolve", "{\"seen\":\"another\"}");
    assertThat(unseen.status()).isEqualTo(409);
    assertThat(post(SITI, "/resolve", "{\"seen\":\"" + number + "-v1\"}").status()).isEqualTo(200);

    assertThat(waitingIds()).doesNotContain("default:" + chat.chatId());
    Answer resolved = summary();
    assertThat(
            resolved.body().path("waiting").isMissingNode()
                || resolved.body().path("waiting").isNull())
        .isTrue();
    assertThat(resolved.body().at("/conversation/status").asString()).isEqualTo("RESOLVED");
    assertThat(resolved.body().at("/conversation/resolvedBy").asString()).isEqualTo("siti");
    await().untilAsserted(() -> assertThat(statuses()).containsExactly("RESOLVED"));
    String export = "/export?kind=conversations&from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z";
    assertThat(desk.get(ADMIN, export).status()).isEqualTo(200);
    assertThat(desk.get(ADMIN, export).whole().body().lines())
        .filteredOn(line -> line.contains(chat.chatId()))
        .singleElement()
        .asString()
        .contains("\"status\":\"RESOLVED\"", "\"resolved_by\":\"siti\"");
    assertThat(desk.get(ADMIN, export + "&format=csv").whole().body())
        .contains(",siti,")
        .startsWith("\ufeffchannel,chat_id,id,status,opened_at");
    assertThat(changes(chat))
        .extracting(change -> change.after().waiting() != null)
        .containsExactly(true, false);
  }

  @Test
  void snoozedChatLeavesTheQueueAndComesBack() throws Exception {
    voiceNote("v2", Instant.now());
    awaitReason("NOT_UNDERSTOOD");

    Instant until = Instant.now().plusSeconds(3);
    assertThat(post(SITI, "/snooze", "{\"until\":\"" + until + "\"}").status()).isEqualTo(200);
    assertThat(waitingIds()).doesNotContain("default:" + chat.chatId());
    assertThat(summary().body().at("/conversation/status").asString()).isEqualTo("SNOOZED");

    await().untilAsserted(() -> assertThat(waitingIds()).contains("default:" + chat.chatId()));
    assertThat(post(SITI, "/snooze", "{\"until\":\"2020-01-01T00:00:00Z\"}").status())
        .isEqualTo(400);
  }

  @Test
  void reopenEndsASnoozeAndOpensAResolvedConversation() throws Exception {
    voiceNote("v3", Instant.now());
    awaitReason("NOT_UNDERSTOOD");
    Instant until = Instant.now().plus(Duration.ofHours(1));
    post(SITI, "/snooze", "{\"until\":\"" + until + "\"}");

    assertThat(post(SITI, "/reopen", null).status()).isEqualTo(200);
    assertThat(waitingIds()).contains("default:" + chat.chatId());
    post(SITI, "/resolve", null);
    assertThat(post(SITI, "/reopen", null).status()).isEqualTo(200);
    assertThat(summary().body().at("/conversation/status").asString()).isEqualTo("OPEN");
  }

  @Test
  void priorityMovesTheChatInTheQueueUntilItIsResolved() throws Exception {
    var earlier = new ChatKey("default", "628551" + number.substring(6) + "@s.whatsapp.net");
    voiceNote(earlier, "p0", Instant.now().minusSeconds(60));
    voiceNote("p1", Instant.now());
    awaitReason("NOT_UNDERSTOOD");
    String own = "default:" + chat.chatId();
    String other = "default:" + earlier.chatId();
    await().untilAsserted(() -> assertThat(waitingIds()).containsSubsequence(other, own));

    assertThat(priority("HIGH").status()).isEqualTo(200);
    assertThat(summary().body().path("priority").asString()).isEqualTo("HIGH");
    assertThat(waitingIds()).containsSubsequence(own, other);
    assertThat(priority("LOW").status()).isEqualTo(200);
    assertThat(waitingIds()).containsSubsequence(other, own);
    assertThat(priority("LOW").body().path("rule").asString())
        .isEqualTo("the priority is low already");
    assertThat(priority("URGENT").status()).isEqualTo(400);

    post(SITI, "/resolve", null);
    assertThat(priority("HIGH").status()).isEqualTo(409);
  }

  private Answer priority(String priority) throws Exception {
    return desk.call(SITI, "PUT", path + "/priority", "{\"priority\":\"" + priority + "\"}", null);
  }

  @Test
  void transferPassesTheChatToATeam() throws Exception {
    voiceNote("v4", Instant.now());
    awaitReason("NOT_UNDERSTOOD");
    String team = "sales-" + number;
    Answer added =
        desk.call(
            ADMIN, "POST", "/teams", "{\"name\":\"%s\",\"members\":[]}".formatted(team), null);
    assertThat(added.status()).as(added.detail()).isEqualTo(201);

    assertThat(post(ADMIN, "/transfer", "{\"team\":\"marketing\"}").status()).isEqualTo(422);
    assertThat(post(SITI, "/transfer", "{\"team\":\"%s\"}".formatted(team)).status())
        .isEqualTo(409);
    assertThat(post(ADMIN, "/transfer", "{\"team\":\"%s\"}".formatted(team)).status())
        .isEqualTo(200);

    Answer passed = summary();
    assertThat(passed.body().path("mode").asString()).isEqualTo("AGENT");
    assertThat(passed.body().path("team").asString()).isEqualTo(team);
    assertThat(passed.body().at("/waiting/reason").asString()).isEqualTo("PASSED");
    assertThat(post(ADMIN, "/transfer", "{}").status()).isEqualTo(400);

    assertThat(post(ADMIN, "/resolve", null).status()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(endedTeams()).containsExactly(team));
    // Read again, several changes may be in one batch.
    JdbcTemplate jdbc = desk.service.getBean(JdbcTemplate.class);
    jdbc.update("DELETE FROM bot.conversations WHERE chat_id = ?", chat.chatId());
    TestTopics.write(changes(chat).toArray(ChatChanged[]::new));
    await().untilAsserted(() -> assertThat(endedTeams()).containsExactly(team));
  }

  private List<String> endedTeams() {
    return desk.service
        .getBean(JdbcTemplate.class)
        .queryForList(
            "SELECT team FROM bot.conversations WHERE chat_id = ? AND resolved_at IS NOT NULL",
            String.class,
            chat.chatId());
  }

  @Test
  void failedAnswerWaits() throws Exception {
    voiceNote("v5", Instant.now());
    awaitReason("NOT_UNDERSTOOD");
    Instant written = Instant.now();
    TestTopics.write(
        DeliveryFailed.ofMessage(
            chat.channel(),
            chat.chatId(),
            "o-" + number,
            Author.BOT,
            written,
            null,
            DeliveryFailed.Kind.REJECTED,
            written));

    awaitReason("ANSWER_FAILED");
  }

  @Test
  void longestWaitIsFirstAndLateChatsAreLast() throws Exception {
    ChatKey late = new ChatKey("queue", "1" + chat.chatId());
    ChatKey first = new ChatKey("queue", "2" + chat.chatId());
    ChatKey second = new ChatKey("queue", "3" + chat.chatId());
    Instant now = Instant.now();
    voiceNote(second, "q3", now.minusSeconds(10));
    voiceNote(late, "q1", now.minus(Duration.ofHours(2)));
    voiceNote(first, "q2", now.minusSeconds(60));

    List<String> expected =
        List.of("queue:" + first.chatId(), "queue:" + second.chatId(), "queue:" + late.chatId());
    await()
        .untilAsserted(
            () -> assertThat(ids("/chats?waiting=true&channel=queue")).isEqualTo(expected));
    String next =
        desk.get(SITI, "/chats?waiting=true&channel=queue&limit=2").body().path("next").asString();
    assertThat(ids("/chats?waiting=true&channel=queue&limit=2&after=" + next))
        .containsExactly(expected.getLast());
    assertThat(desk.get(SITI, "/chats?waiting=true&after=MTc2Mzg4NDgwMDAwMDAwMCxh").status())
        .isEqualTo(400);
  }

  // As in a rebuild, in which a hidden number's changes from before the link are read again.
  @Test
  void repeatedChangeOfHiddenNumberCountsForPhone() throws Exception {
    ChatKey lid = new ChatKey("default", "1" + number + "@lid");
    voiceNote(lid, "h1", Instant.now());
    String link = "/chats/" + ChatPath.write(lid) + "/phone";
    await().untilAsserted(() -> assertThat(statuses(lid)).containsExactly("OPEN"));
    assertThat(desk.call(ADMIN, "PUT", link, "{\"phone\":\"" + number + "\"}", null).status())
        .isEqualTo(200);
    await()
        .untilAsserted(() -> {
          assertThat(statuses(lid)).isEmpty();
          assertThat(statuses()).containsExactly("OPEN");
        });
    JdbcTemplate jdbc = desk.service.getBean(JdbcTemplate.class);
    await()
        .until(() ->
            Boolean.TRUE.equals(
                jdbc.queryForObject(
                    "SELECT moved FROM bot.chats WHERE chat_id = ?", Boolean.class, lid.chatId())));

    jdbc.update("DELETE FROM bot.conversations WHERE chat_id = ?", chat.chatId());
    TestTopics.write(changes(lid).getFirst());
    await().untilAsserted(() -> assertThat(statuses()).containsExactly("RESOLVED"));
    TestTopics.write(changes(chat).getFirst());
    await().untilAsserted(() -> assertThat(statuses()).containsExactly("OPEN"));
    assertThat(statuses(lid)).isEmpty();
  }

  private static List<ChatChanged> changes(ChatKey chat) {
    return TestTopics.of(Topics.CHAT_CHANGES, chat.toString(), ChatChanged.class);
  }

  private void awaitReason(String reason) {
    await()
        .untilAsserted(() ->
            assertThat(summary().body().at("/waiting/reason").asString("")).isEqualTo(reason));
  }

  private Answer summary() throws Exception {
    return desk.get(SITI, path);
  }

  private List<String> waitingIds() throws Exception {
    return ids("/chats?waiting=true&limit=200");
  }

  private static List<String> ids(String path) throws Exception {
    return desk.get(SITI, path)
        .body()
        .path("chats")
        .valueStream()
        .map(one -> one.path("id").asString())
        .toList();
  }

  private List<String> statuses() {
    return statuses(chat);
  }

  private static List<String> statuses(ChatKey chat) {
    return desk.service
        .getBean(JdbcTemplate.class)
        .queryForList(
            "SELECT status FROM bot.conversations WHERE chat_id = ?", String.class, chat.chatId());
  }

  private Answer post(String who, String action, @Nullable String body) throws Exception {
    return desk.call(who, "POST", path + action, body, null);
  }

  private void voiceNote(String id, Instant sentAt) {
    voiceNote(chat, id, sentAt);
  }

  private void voiceNote(ChatKey where, String id, Instant sentAt) {
    TestTopics.write(
        new InboundMessage(
            number + "-" + id,
            where.channel(),
            where.chatId(),
            where.chatId(),
            "Ratna",
            From.CUSTOMER,
            new Content.Media(
                Content.Media.Kind.VOICE, "media-1", null, "audio/ogg", null, null, null),
            null,
            sentAt,
            sentAt,
            false));
  }
}
