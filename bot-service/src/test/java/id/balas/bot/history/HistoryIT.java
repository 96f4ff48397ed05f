package id.balas.bot.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.BotService;
import id.balas.bot.history.model.HistoryBatch;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.queries.RecentMessages;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.OutboundMessage;
import id.balas.events.WireRecord;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import id.balas.service.kafka.KeyPartition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The history that the service projects, with a real Kafka and a real database.
class HistoryIT {

  private static final int PARTITIONS = 12;
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static final String DATABASE = TestPostgres.newDatabase();
  private static Instant now;
  private static ConfigurableApplicationContext service;
  private static JdbcTemplate jdbc;

  private final ChatKey chat = newChat();

  private static ChatKey newChat() {
    // BotServiceIT deletes records of partition 0, which a rebuild then leaves alone.
    ChatKey chat;
    do {
      chat = new ChatKey("default", "628380000" + CHATS.incrementAndGet() + "@s.whatsapp.net");
    } while (KeyPartition.of(chat.toString(), PARTITIONS) == 0);
    return chat;
  }

  @BeforeAll
  static void start() {
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    service =
        new SpringApplicationBuilder(BotService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--DATABASE_URL=" + DATABASE);
    jdbc = service.getBean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void messagesShowAuthorBasisAndStatus() {
    TestTopics.write(inbound(chat, "in-1", "halo"));
    await().until(() -> rows(chat).size() == 2);
    String answerId = ours(chat);
    TestTopics.write(
        sent(chat, answerId, "p-1"),
        provided(chat, "p-1", Status.READ),
        provided(chat, "p-1", Status.DELIVERED));
    await().until(() -> "READ".equals(row(chat, answerId).get("status")));

    assertThat(row(chat, answerId))
        .containsEntry("author", "BOT")
        .containsEntry("cause_id", "in-1")
        .containsEntry("provider_id", "p-1")
        .hasEntrySatisfying("basis", value -> assertThat(value).isNotNull());
    assertThat(row(chat, "in-1"))
        .containsEntry("author", "CUSTOMER")
        .containsEntry("author_name", "Budi")
        .containsEntry("words", "halo");
    assertThat(summary(chat))
        .containsEntry("name", "Budi")
        .containsEntry("last_author", "BOT")
        .containsEntry("last_id", answerId);
    assertThat(last(5))
        .extracting(RecentMessages.Turn::author)
        .containsExactly(MessageAuthor.CUSTOMER, MessageAuthor.BOT);
    assertThat(last(1)).extracting(RecentMessages.Turn::author).containsExactly(MessageAuthor.BOT);
  }

  @Test
  void earlyUpdatesWaitForTheirMessage() {
    TestTopics.write(
        provided(chat, "p-early", Status.READ),
        sent(chat, "o-early", "p-early"),
        new MessageEcho("default", chat.chatId(), "p-early", text("halo"), now),
        changed(chat, "e-1", "in-early", new MessageChanged.Edited(text("halo juga")), 5),
        reaction(chat, "r-1", "in-early", "👍", 6));
    await()
        .until(
            () -> orphans("p-early") == 2 && orphans("o-early") == 1 && orphans("in-early") == 2);
    TestTopics.write(outbound(chat, "o-early"), inbound(chat, "in-early", "halo"));
    await().until(() -> "READ".equals(row(chat, "o-early").get("status")));
    await().until(() -> "halo juga".equals(row(chat, "in-early").get("words")));

    assertThat(row(chat, "o-early"))
        .containsEntry("provider_id", "p-early")
        .hasEntrySatisfying("echoed_at", value -> assertThat(value).isNotNull());
    assertThat(row(chat, "in-early").get("original")).asString().contains("halo\"");
    assertThat(row(chat, "in-early").get("reactions")).asString().contains("👍");
    assertThat(orphans("p-early") + orphans("o-early") + orphans("in-early")).isZero();
  }

  @Test
  void latestEditReactionAndVoteAreShown() {
    TestTopics.write(
        inbound(chat, "m-1", "satu"),
        changed(chat, "e-2", "m-1", new MessageChanged.Edited(text("tiga")), 20),
        changed(chat, "e-1", "m-1", new MessageChanged.Edited(text("dua")), 10),
        reaction(chat, "r-2", "m-1", "", 12),
        reaction(chat, "r-1", "m-1", "👍", 11),
        changed(chat, "v-1", "m-1", new MessageChanged.Voted(List.of("Selasa")), 3));
    await().until(() -> String.valueOf(row(chat, "m-1").get("votes")).contains("Selasa"));
    assertThat(row(chat, "m-1")).containsEntry("words", "tiga").containsEntry("deleted_at", null);
    assertThat(row(chat, "m-1").get("reactions"))
        .asString()
        .contains("\"r-2\"")
        .doesNotContain("👍");

    TestTopics.write(changed(chat, "d-1", "m-1", new MessageChanged.Deleted(), 30));
    await().until(() -> row(chat, "m-1").get("deleted_at") != null);
    assertThat(last(5)).extracting(RecentMessages.Turn::words).doesNotContain("tiga");
  }

  @Test
  void messagesOfAClearedChatAreNoContext() {
    TestTopics.write(inbound(chat, "c-1", "rahasia"));
    await().until(() -> !last(5).isEmpty());
    jdbc.update(
        "UPDATE bot.chat_summaries SET cleared_at = now() + interval '1 second' WHERE chat_id = ?",
        chat.chatId());
    assertThat(last(5)).extracting(RecentMessages.Turn::words).doesNotContain("rahasia");
  }

  @Test
  void failedAndDroppedMessagesAreNoContext() {
    var projection = service.getBean(Projection.class);
    project(
        projection,
        inbound(chat, "n-1", "ada?"),
        outbound(chat, "n-failed"),
        outbound(chat, "n-dropped"),
        outbound(chat, "n-sent"),
        outbound(chat, "n-queued"));
    assertThat(last(9)).hasSize(5);

    project(
        projection,
        ended(chat, "n-failed", Status.FAILED),
        ended(chat, "n-dropped", Status.DROPPED),
        sent(chat, "n-sent", "p-n-sent"));

    assertThat(last(9))
        .extracting(RecentMessages.Turn::author)
        .containsExactly(MessageAuthor.CUSTOMER, MessageAuthor.AGENT, MessageAuthor.AGENT);
    assertThat(rows(chat)).hasSize(5);
  }

  @Test
  void customersAnswerIsOrderedAfterItsQuestion() {
    Instant second = now.minusSeconds(30);
    TestTopics.write(
        inbound(chat, "ask", "ada stok?", second, second.plusMillis(100)),
        reply(chat, "offer", second.plusMillis(400)),
        inbound(chat, "take", "saya ambil", second, second.plusMillis(700)),
        reply(chat, "thanks", second.plusMillis(1100)),
        inbound(chat, "late", "satu lagi", second, second.plusSeconds(5)));
    await().until(() -> rows(chat).stream().map(row -> row.get("id")).toList().contains("late"));

    assertThat(rows(chat))
        .extracting(row -> row.get("id"))
        .containsSubsequence("ask", "offer", "take", "late", "thanks");
  }

  @Test
  void messagesOfOtherChatsCannotBeChanged() {
    ChatKey other = newChat();
    TestTopics.write(
        inbound(chat, "same-id", "punya saya"), inbound(other, "same-id", "punya dia"));
    TestTopics.write(
        changed(other, "x-1", "same-id", new MessageChanged.Edited(text("diubah")), 1));
    await().until(() -> "diubah".equals(row(other, "same-id").get("words")));

    assertThat(row(chat, "same-id")).containsEntry("words", "punya saya");
  }

  @Test
  void unclaimedEchoBelongsToAnotherProgramUntilClaimed() {
    var projection = service.getBean(Projection.class);
    project(
        projection,
        new MessageEcho("default", chat.chatId(), "p-api", text("dari program lain"), now));
    assertThat(rows(chat)).isEmpty();
    projection.storeUnclaimed(Instant.now().plusSeconds(1));
    assertThat(row(chat, "p-api"))
        .containsEntry("author", "API")
        .containsEntry("words", "dari program lain");
    assertThat(summary(chat)).containsEntry("last_author", "API");

    project(projection, provided(chat, "p-api", Status.DELIVERED));
    project(projection, outbound(chat, "o-api"), sent(chat, "o-api", "p-api"));

    assertThat(rows(chat))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("id", "o-api")
                .containsEntry("provider_id", "p-api")
                .containsEntry("status", "DELIVERED")
                .hasEntrySatisfying("echoed_at", value -> assertThat(value).isNotNull()));
    assertThat(summary(chat)).containsEntry("last_id", "o-api");
  }

  @Test
  void historyIsTheSameInAnyOrder() {
    List<Map<String, Object>> expected = null;
    for (int seed = 0; seed < 30; seed++) {
      var random = new Random(seed);
      ChatKey each = newChat();
      List<WireRecord> records = life(each);
      if (seed > 0) {
        records.addAll(records.subList(0, random.nextInt(records.size())));
        Collections.shuffle(records, random);
      }
      inThreeThreads(records, random);
      service.getBean(Projection.class).storeUnclaimed(Instant.now().plusSeconds(1));
      List<Map<String, Object>> rows = withoutChat(each);
      expected = expected == null ? rows : expected;
      assertThat(rows).as("seed " + seed).isEqualTo(expected);
      assertThat(count("SELECT count(*) FROM bot.message_orphans WHERE chat_id = ?", each.chatId()))
          .isZero();
      assertThat(summary(each))
          .containsEntry("last_words", "terima kasih")
          .containsEntry("name", "Budi");
    }
    assertThat(expected).hasSize(4);
  }

  private static void inThreeThreads(List<WireRecord> records, Random random) {
    List<List<WireRecord>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    records.forEach(record -> parts.get(random.nextInt(3)).add(record));
    CompletableFuture.allOf(
            parts.stream()
                .map(part ->
                    CompletableFuture.runAsync(() -> {
                      for (int i = 0; i < part.size(); i += 4) {
                        project(
                            service.getBean(Projection.class),
                            part.subList(i, Math.min(part.size(), i + 4))
                                .toArray(WireRecord[]::new));
                      }
                    }))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static List<WireRecord> life(ChatKey chat) {
    String n = chat.chatId().substring(0, 13);
    return new ArrayList<>(
        List.of(
            inbound(chat, n + "a", "halo"),
            outbound(chat, n + "o1"),
            sent(chat, n + "o1", n + "p1"),
            provided(chat, n + "p1", Status.SENT),
            provided(chat, n + "p1", Status.DELIVERED),
            provided(chat, n + "p1", Status.READ),
            new MessageEcho("default", chat.chatId(), n + "p1", text("halo"), now),
            reaction(chat, n + "r1", n + "p1", "👍", 3),
            reaction(chat, n + "r2", n + "p1", "❤", 4),
            changed(chat, n + "e1", n + "a", new MessageChanged.Edited(text("halo semua")), 5),
            changed(chat, n + "e2", n + "a", new MessageChanged.Edited(text("halo saja")), 6),
            new MessageEcho("default", chat.chatId(), n + "p2", text("lain"), now.plusSeconds(7)),
            // Keyed by the message id, as for a status without a chat.
            MessageStatus.of("default", null, n + "p2", null, Status.READ, null, now, null),
            changed(chat, n + "d1", n + "a", new MessageChanged.Deleted(), 8),
            inbound(chat, n + "z", "terima kasih", 60)));
  }

  private static List<Map<String, Object>> withoutChat(ChatKey chat) {
    String n = chat.chatId().substring(0, 13);
    List<Map<String, Object>> rows = rows(chat);
    rows.forEach(row -> {
      List.of("seq", "changed_xid", "chat_id", "logged_at").forEach(row::remove);
      row.replaceAll((_, value) -> value == null ? "null" : value.toString().replace(n, ""));
    });
    return rows;
  }

  @Test
  void historyFailureDoesNotStopDecisions() {
    var retries = service.getBean(MeterRegistry.class).counter("balas.bot.history.batches.retried");
    double before = retries.count();
    jdbc.execute("ALTER TABLE bot.messages RENAME TO messages_away");
    try {
      TestTopics.write(inbound(chat, "f-1", "halo"));
      await()
          .until(() ->
              !TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class)
                  .isEmpty());
      await().until(() -> retries.count() > before);
    } finally {
      jdbc.execute("ALTER TABLE bot.messages_away RENAME TO messages");
    }
    await().until(() -> rows(chat).size() == 2);
  }

  @Test
  void badRecordIsIsolatedFromItsBatch() {
    String tooLongForItsIndex =
        new Random(1)
            .ints(4000, 'a', 'z' + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    TestTopics.write(Topics.OUTBOUND_MESSAGES, chat.toString(), "not json".getBytes(UTF_8));
    TestTopics.write(
        outbound(chat, "q-1"), outbound(chat, tooLongForItsIndex), outbound(chat, "q-2"));
    await().until(() -> rows(chat).size() == 2);

    await()
        .untilAsserted(() ->
            assertThat(TestTopics.raw(Topics.OUTBOUND_MESSAGES + "-dlt"))
                .filteredOn(letter -> chat.toString().equals(letter.key()))
                .hasSize(2));
  }

  @Tag("long")
  @Test
  void rebuildCorrectsWrongRowsOnly() {
    TestTopics.write(life(chat).toArray(WireRecord[]::new));
    TestTopics.write(
        inbound(chat, "rb-1", "asli"), inbound(chat, "rb-2", "hilang"), outbound(chat, "rb-3"));
    await().until(() -> rows(chat).size() == 10);
    service.getBean(Projection.class).storeUnclaimed(Instant.now().plusSeconds(1));
    await()
        .untilAsserted(() ->
            assertThat(
                    service
                        .getBean(MeterRegistry.class)
                        .get("balas.bot.history.lag")
                        .gauge()
                        .value())
                .isZero());
    rebuild();
    List<Map<String, Object>> right = rows(chat);
    Map<String, Object> summary = summary(chat);

    rebuild();
    assertThat(rows(chat)).isEqualTo(right);
    assertThat(summary(chat)).isEqualTo(summary);

    jdbc.update(
        "UPDATE bot.messages SET words = 'palsu', status = 'FAILED', status_at = now() WHERE id = 'rb-1'");
    jdbc.update("DELETE FROM bot.messages WHERE id = 'rb-2'");
    jdbc.update(
        "UPDATE bot.chat_summaries SET last_words = 'palsu' WHERE chat_id = ?", chat.chatId());
    jdbc.update(
        "DELETE FROM bot.contacts WHERE id IN (SELECT contact_id FROM bot.contact_ids WHERE wa_id = ?)",
        chat.chatId());
    copy("phantom", "now()");
    copy("old", "now() - interval '20 days'");
    TestTopics.write(changed(chat, "rb-d", "old", new MessageChanged.Deleted(), 70));
    rebuild();

    assertThat(row(chat, "old"))
        .hasEntrySatisfying("deleted_at", value -> assertThat(value).isNotNull());
    jdbc.update("DELETE FROM bot.messages WHERE id = 'old'");
    assertThat(withoutChanges(rows(chat))).isEqualTo(withoutChanges(right));
    assertThat(summary(chat).get("last_words")).isEqualTo(summary.get("last_words"));
    assertThat(count("SELECT count(*) FROM bot.contact_ids WHERE wa_id = ?", chat.chatId()))
        .isEqualTo(1);
  }

  @Tag("long")
  @Test
  void rebuildKeepsClearedChatsCleared() {
    ChatKey lost = newChat();
    TestTopics.write(inbound(chat, "cl-1", "rahasia"), cleared(lost, "cl-2"));
    await().until(() -> !row(chat, "cl-1").isEmpty() && !row(lost, "cl-2").isEmpty());
    // As the move of a cleared chat marks its messages.
    jdbc.update("UPDATE bot.messages SET deleted_at = now() WHERE id = 'cl-1'");
    jdbc.update("DELETE FROM bot.chat_summaries WHERE chat_id = ?", lost.chatId());

    rebuild();

    assertThat(row(chat, "cl-1"))
        .hasEntrySatisfying("deleted_at", value -> assertThat(value).isNotNull());
    assertThat(summary(lost))
        .hasEntrySatisfying("cleared_at", value -> assertThat(value).isNotNull());
  }

  private void copy(String id, String loggedAt) {
    jdbc.update(
        "INSERT INTO bot.messages (channel, id, chat_id, author, content, words, sent_at, logged_at)"
            + " SELECT channel, ?, chat_id, author, content, words, sent_at, "
            + loggedAt
            + " FROM bot.messages WHERE chat_id = ? AND id = 'rb-1'",
        id,
        chat.chatId());
  }

  private static List<Map<String, Object>> withoutChanges(List<Map<String, Object>> rows) {
    rows.forEach(row -> List.of("seq", "changed_xid").forEach(row::remove));
    return rows;
  }

  private static void rebuild() {
    BotService.main(
        new String[] {
          "rebuild-history",
          "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
          "--DATABASE_URL=" + DATABASE,
          "--balas.bot.history.unclaimed-after=-1h"
        });
  }

  @Test
  void onlyOldMessagesAreDeleted() {
    TestTopics.write(
        inbound(chat, "k-1", "lama", -Duration.ofDays(366).toSeconds()),
        inbound(chat, "k-2", "baru"));
    await().until(() -> rows(chat).stream().anyMatch(row -> "k-2".equals(row.get("id"))));
    service.getBean(HistoryUpkeep.class).deleteOld();

    assertThat(rows(chat)).extracting(row -> row.get("id")).contains("k-2").doesNotContain("k-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot.changed_chats", "bot.changed_messages"})
  void onlyOldChangesOfChatsAreDeleted(String table) {
    jdbc.update(
        "INSERT INTO "
            + table
            + " (channel, chat_id, changed_at)"
            + " SELECT 'old', days::text, now() - days * interval '1 day' FROM (VALUES (366), (364)) AS at (days)");

    service.getBean(HistoryUpkeep.class).deleteOld();

    assertThat(
            jdbc.queryForList(
                "SELECT chat_id FROM " + table + " WHERE channel = 'old'", String.class))
        .containsExactly("364");
  }

  private static void project(Projection projection, WireRecord... records) {
    var batch = new HistoryBatch();
    List.of(records).forEach(record -> batch.add(record, now, 0));
    projection.project(batch);
  }

  private static List<Map<String, Object>> rows(ChatKey chat) {
    return jdbc.queryForList(
        "SELECT * FROM bot.messages WHERE chat_id = ? ORDER BY sent_at, id", chat.chatId());
  }

  private static Map<String, Object> row(ChatKey chat, String id) {
    return rows(chat).stream().filter(row -> id.equals(row.get("id"))).findFirst().orElse(Map.of());
  }

  private static String ours(ChatKey chat) {
    return String.valueOf(
        rows(chat).stream()
            .filter(row -> "BOT".equals(row.get("author")))
            .findFirst()
            .orElseThrow()
            .get("id"));
  }

  private static Map<String, Object> summary(ChatKey chat) {
    return jdbc.queryForMap("SELECT * FROM bot.chat_summaries WHERE chat_id = ?", chat.chatId());
  }

  private static int orphans(String about) {
    return count("SELECT count(*) FROM bot.message_orphans WHERE about_id = ?", about);
  }

  private static int count(String query, String argument) {
    Integer count = jdbc.queryForObject(query, Integer.class, argument);
    return count == null ? 0 : count;
  }

  private List<RecentMessages.Turn> last(int count) {
    return service.getBean(RecentMessages.class).last(chat, count);
  }

  private static Content text(String words) {
    return new Content.Text(words);
  }

  private static InboundMessage inbound(ChatKey chat, String id, String words) {
    return inbound(chat, id, words, 0);
  }

  private static InboundMessage inbound(ChatKey chat, String id, String words, long seconds) {
    return inbound(chat, id, words, now.plusSeconds(seconds), now);
  }

  private static InboundMessage inbound(
      ChatKey chat, String id, String words, Instant sentAt, Instant receivedAt) {
    return new InboundMessage(
        id,
        chat.channel(),
        chat.chatId(),
        chat.chatId(),
        "Budi",
        From.CUSTOMER,
        text(words),
        null,
        sentAt,
        receivedAt,
        false);
  }

  private static InboundMessage reaction(
      ChatKey chat, String id, String to, String emoji, int seconds) {
    return new InboundMessage(
        id,
        chat.channel(),
        chat.chatId(),
        chat.chatId(),
        "Budi",
        From.CUSTOMER,
        new Content.Reaction(to, emoji),
        null,
        now.plusSeconds(seconds),
        now,
        false);
  }

  // All messages of the chat were deleted on our phone.
  private static InboundMessage cleared(ChatKey chat, String id) {
    var raw = JsonMapper.shared().createObjectNode().put("messages_removed_all", chat.chatId());
    return new InboundMessage(
        id,
        chat.channel(),
        chat.chatId(),
        chat.chatId(),
        null,
        From.PHONE,
        new Content.Unsupported("notice", raw),
        null,
        now,
        now,
        false);
  }

  private static OutboundMessage outbound(ChatKey chat, String id) {
    return reply(chat, id, now.plusSeconds(2));
  }

  private static OutboundMessage reply(ChatKey chat, String id, Instant createdAt) {
    return OutboundMessage.toChat(
        id,
        chat.channel(),
        chat.chatId(),
        text("halo"),
        Author.person(Author.Kind.AGENT, "sari"),
        "cause-" + id,
        1,
        null,
        createdAt,
        null);
  }

  private static MessageStatus sent(ChatKey chat, String outboundId, String providerId) {
    return MessageStatus.of(
        "default",
        chat.chatId(),
        providerId,
        outboundId,
        Status.ACCEPTED,
        null,
        now.plusSeconds(3),
        null);
  }

  private static MessageStatus ended(ChatKey chat, String outboundId, Status status) {
    return MessageStatus.of(
        "default", chat.chatId(), null, outboundId, status, null, now.plusSeconds(3), "too late");
  }

  private static MessageStatus provided(ChatKey chat, String providerId, Status status) {
    return MessageStatus.of(
        "default", chat.chatId(), providerId, null, status, null, now.plusSeconds(4), null);
  }

  private static MessageChanged changed(
      ChatKey chat, String id, String messageId, MessageChanged.Change change, int seconds) {
    return new MessageChanged(
        id,
        chat.channel(),
        chat.chatId(),
        messageId,
        chat.chatId(),
        change,
        now.plusSeconds(seconds),
        now);
  }
}
