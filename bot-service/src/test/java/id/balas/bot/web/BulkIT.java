package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.web.ApiClient.Answer;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Bulk actions over HTTP, with a real Kafka and a real database.
class BulkIT {

  private static final String ADMIN = "budi:admin";
  private static final String SITI = "siti:karyawan";

  private static ApiClient api;
  private static JdbcClient jdbc;
  private static int chats;

  @BeforeAll
  static void start() {
    api = new ApiClient("--balas.people.write=true");
    jdbc = api.service.getBean(JdbcClient.class);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void eachChatIsAssignedOnce() throws Exception {
    List<ChatKey> all = waiting(5);
    String body = "{\"action\":\"ASSIGN\",\"assignee\":\"siti\",\"chats\":" + json(all) + "}";
    Answer counted = bulk(ADMIN, body.replaceFirst("}$", ",\"dryRun\":true}"), "dry");
    assertThat(counted.status()).isEqualTo(200);
    assertThat(counted.body().path("chats").asInt()).isEqualTo(5);
    assertThat(assignedTo("siti", all)).isZero();

    Answer first = bulk(ADMIN, body, "assign-5");
    Answer again = bulk(ADMIN, body, "assign-5");
    assertThat(first.status()).as(first.detail()).isEqualTo(202);
    assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(finished(ADMIN, first).path("done").asInt()).isEqualTo(5);
    assertThat(assignedTo("siti", all)).isEqualTo(5);
    assertThat(commandsOf(first)).isEqualTo(5);
    assertThat(bulk(ADMIN, body.replace("siti", "budi"), "assign-5").status()).isEqualTo(422);
  }

  @Test
  void repeatedRequestIsNotCheckedAgain() throws Exception {
    Instant soon = Instant.now().plusSeconds(2);
    String body =
        "{\"action\":\"SNOOZE\",\"until\":\"%s\",\"chats\":%s}".formatted(soon, json(waiting(1)));
    Answer first = bulk(ADMIN, body, "snooze-soon");
    assertThat(first.status()).as(first.detail()).isEqualTo(202);
    await().until(() -> Instant.now().isAfter(soon));

    Answer again = bulk(ADMIN, body, "snooze-soon");
    assertThat(again.status()).as(again.detail()).isEqualTo(202);
    assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(bulk(ADMIN, body, "snooze-past").status()).isEqualTo(400);
  }

  @Test
  void refusalsAreListed() throws Exception {
    List<ChatKey> all = waiting(3);
    String path = "/chats/" + all.getFirst().channel() + ":" + all.getFirst().chatId();
    assertThat(api.call(ADMIN, "PATCH", path, "{\"mode\":\"AGENT\"}", "own").status())
        .isEqualTo(200);

    Answer asked = bulk(SITI, "{\"action\":\"ASSIGN\",\"chats\":" + json(all) + "}", "take-3");
    JsonNode progress = finished(SITI, asked);
    assertThat(progress.path("done").asInt()).isEqualTo(2);
    assertThat(progress.path("refused").asInt()).isEqualTo(1);
    assertThat(progress.at("/refusals/0/rule").asString())
        .isEqualTo("this chat is assigned to budi");
    assertThat(api.get("joko:karyawan", "/chats/bulk/" + progress.path("id").asString()).status())
        .isEqualTo(404);
  }

  @Test
  void chatWhoseCustomerWroteSinceIsNotResolved() throws Exception {
    List<ChatKey> all = waiting(2);
    String stale =
        "[{\"id\":\"%s\",\"seen\":\"an-older-one\"},{\"id\":\"%s\"}]"
            .formatted(id(all.getFirst()), id(all.getLast()));
    JsonNode progress =
        finished(ADMIN, bulk(ADMIN, "{\"action\":\"RESOLVE\",\"chats\":" + stale + "}", "end-2"));
    assertThat(progress.path("refused").asInt()).isEqualTo(1);
    assertThat(progress.at("/refusals/0/chat").asString()).isEqualTo(id(all.getFirst()));
    assertThat(waitingOf(all)).containsExactly(all.getFirst().chatId());
  }

  @Test
  void snoozeLabelAndReturnWorkByFilter() throws Exception {
    List<ChatKey> all = waiting(3);
    finished(
        ADMIN,
        bulk(
            ADMIN,
            "{\"action\":\"LABEL\",\"labels\":[\" Bulk \"],\"chats\":" + json(all) + "}",
            "label-3"));
    await()
        .until(() -> api.get(ADMIN, "/chats?label=bulk").body().path("chats").size() == all.size());

    String older = "\"filter\":{\"label\":\"bulk\",\"until\":\"2020-01-01T00:00:00Z\"}}";
    Answer none = bulk(ADMIN, "{\"action\":\"RESOLVE\",\"dryRun\":true," + older, null);
    assertThat(none.body().path("chats").asInt()).as(none.body().toString()).isZero();
    assertThat(none.status()).isEqualTo(200);

    String filter = ",\"filter\":{\"label\":\"bulk\"}}";
    String until = Instant.now().plus(Duration.ofHours(1)).toString();
    JsonNode snoozed =
        finished(
            ADMIN,
            bulk(ADMIN, "{\"action\":\"SNOOZE\",\"until\":\"" + until + "\"" + filter, "snooze-3"));
    assertThat(snoozed.path("done").asInt()).as(snoozed.toString()).isEqualTo(3);
    JsonNode returned =
        finished(ADMIN, bulk(ADMIN, "{\"action\":\"RETURN_TO_BOT\"" + filter, "return-3"));
    assertThat(returned.path("done").asInt()).as(returned.toString()).isEqualTo(3);
    assertThat(waitingOf(all)).isEmpty();
  }

  @Test
  void storedActionGoesOnAfterRestart() throws Exception {
    List<ChatKey> all = waiting(2);
    Answer asked =
        bulk(
            ADMIN,
            "{\"action\":\"ASSIGN\",\"assignee\":\"siti\",\"chats\":" + json(all) + "}",
            "restart-2");
    finished(ADMIN, asked);
    // As if the instance had stopped after the commands, before it stored that.
    jdbc.sql("UPDATE bot.bulk_chats SET state = 'QUEUED' WHERE bulk_id = ?::uuid")
        .param(asked.body().path("id").asString())
        .update();
    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql(
                            "SELECT count(*) FROM bot.bulk_chats WHERE bulk_id = ?::uuid AND state = 'QUEUED'")
                        .param(asked.body().path("id").asString())
                        .query(Integer.class)
                        .single())
                .isZero());
    assertThat(finished(ADMIN, asked).path("done").asInt()).isEqualTo(2);
    assertThat(commandsOf(asked)).isEqualTo(2);
  }

  @Test
  void lateChatsAreLeftAlone() throws Exception {
    List<ChatKey> all = waiting(1);
    Answer asked =
        bulk(
            ADMIN,
            "{\"action\":\"LABEL\",\"labels\":[\"Late\"],\"chats\":" + json(all) + "}",
            "late-1");
    finished(ADMIN, asked);
    String id = asked.body().path("id").asString();
    jdbc.sql("UPDATE bot.bulk_acts SET asked_at = now() - interval '2 hours' WHERE id = ?::uuid")
        .param(id)
        .update();
    jdbc.sql("UPDATE bot.bulk_chats SET state = 'QUEUED' WHERE bulk_id = ?::uuid")
        .param(id)
        .update();
    assertThat(finished(ADMIN, asked).path("late").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"action":"RESOLVE"}                                              | "chats" or "filter" must be given
          {"action":"RESOLVE","chats":[],"filter":{}}                       | "chats" or "filter" must be given
          {"action":"RESOLVE","assignee":"siti","chats":[]}                 | "assignee" goes with ASSIGN only
          {"action":"SNOOZE","chats":[]}                                    | "until" goes with SNOOZE only
          {"action":"SNOOZE","until":"2020-01-01T00:00:00Z","chats":[]}     | "until" must be in the future, within a year
          {"action":"SNOOZE","until":"2199-01-01T00:00:00Z","chats":[]}     | "until" must be in the future, within a year
          {"action":"SNOOZE","until":"+999999-01-01T00:00:00Z","chats":[]}  | "until" must be a time such as
          {"action":"LABEL","chats":[]}                                     | "labels" goes with LABEL only
          {"action":"ASSIGN","chats":[{"id":"nonsense"}]}                   | "chats.id" must be a chat
          {"action":"DELETE","chats":[]}                                    | "action" must be one of
          """)
  void invalidRequestsAreRefused(String body, String detail) throws Exception {
    Answer refused = bulk(ADMIN, body, null);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).startsWith(detail);
  }

  @Test
  void linkedHiddenNumberIsThePhonesChat() throws Exception {
    ChatKey phone = waiting(1).getFirst();
    var hidden = new ChatKey("default", "990001@lid");
    jdbc.sql(
            """
            INSERT INTO bot.chats (channel, chat_id, mode, epoch, version, alias_of, moved)
            VALUES (?, ?, 'BOT', 0, 1, ?, true)
            """)
        .params(hidden.channel(), hidden.chatId(), phone.chatId())
        .update();
    String body = "{\"action\":\"RESOLVE\",\"chats\":" + json(List.of(hidden, phone)) + "}";
    JsonNode progress = finished(ADMIN, bulk(ADMIN, body, "hidden-1"));
    assertThat(progress.path("chats").asInt()).isEqualTo(1);
    assertThat(progress.path("done").asInt()).isEqualTo(1);
    assertThat(waitingOf(List.of(phone))).isEmpty();
  }

  @Test
  void moreThanThousandChatsAreRefused() throws Exception {
    jdbc.sql(
            """
            INSERT INTO bot.chat_summaries (channel, chat_id, last_at, last_id, last_author)
            SELECT 'many', 628700000 + number || '@s.whatsapp.net', now(), 'm' || number, 'CUSTOMER'
            FROM generate_series(1, 1001) AS number
            """)
        .update();
    String body = "{\"action\":\"RETURN_TO_BOT\",\"dryRun\":true,";
    List<ChatKey> all =
        IntStream.rangeClosed(628700001, 628701001)
            .mapToObj(number -> new ChatKey("many", number + "@s.whatsapp.net"))
            .toList();
    Answer listed = bulk(ADMIN, body + "\"chats\":" + json(all) + "}", null);
    assertThat(listed.status()).isEqualTo(400);
    assertThat(listed.detail()).contains("at most 1000 chats");
    String filter = "\"filter\":{\"channel\":\"many\"}}";
    Answer found = bulk(ADMIN, body + filter, null);
    assertThat(found.status()).isEqualTo(400);
    assertThat(found.detail()).contains("more than 1000 chats");

    String fewer = body + "\"chats\":" + json(all.subList(0, 1000)) + "}";
    assertThat(bulk(ADMIN, fewer, null).body().path("chats").asInt()).isEqualTo(1000);
    jdbc.sql("DELETE FROM bot.chat_summaries WHERE chat_id = ?")
        .param(all.getFirst().chatId())
        .update();
    assertThat(bulk(ADMIN, body + filter, null).body().path("chats").asInt()).isEqualTo(1000);
  }

  private static Answer bulk(String who, String body, @Nullable String key) throws Exception {
    return api.call(who, "POST", "/chats/bulk", body, key);
  }

  private static JsonNode finished(String who, Answer asked) {
    assertThat(asked.status()).as(asked.detail()).isEqualTo(202);
    String path = "/chats/bulk/" + asked.body().path("id").asString();
    return await()
        .until(
            () -> api.get(who, path).body(),
            body -> body.path("state").asString().equals("FINISHED"));
  }

  private static List<ChatKey> waiting(int count) {
    List<ChatKey> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chats++;
      var chat = new ChatKey("default", "62866000%04d@s.whatsapp.net".formatted(chats));
      TestTopics.write(
          new InboundMessage(
              "bulk-in-" + chats,
              chat.channel(),
              chat.chatId(),
              chat.chatId(),
              "Ratna",
              From.CUSTOMER,
              new Content.Text("agent"),
              null,
              Instant.now(),
              Instant.now(),
              false));
      all.add(chat);
    }
    await().untilAsserted(() -> assertThat(waitingOf(all)).hasSize(count));
    return all;
  }

  private static List<String> waitingOf(List<ChatKey> all) {
    return jdbc.sql(
            "SELECT chat_id FROM bot.chats WHERE chat_id = ANY (?) AND waiting_since IS NOT NULL ORDER BY chat_id")
        .param(all.stream().map(ChatKey::chatId).toArray(String[]::new))
        .query(String.class)
        .list();
  }

  private static int assignedTo(String username, List<ChatKey> all) {
    return jdbc.sql("SELECT count(*) FROM bot.chats WHERE chat_id = ANY (?) AND assignee = ?")
        .params(all.stream().map(ChatKey::chatId).toArray(String[]::new), username)
        .query(Integer.class)
        .single();
  }

  private static int commandsOf(Answer asked) {
    return jdbc.sql("SELECT count(*) FROM bot.decisions WHERE cause_id LIKE ?")
        .param("bulk-" + asked.body().path("id").asString() + "-%")
        .query(Integer.class)
        .single();
  }

  private static String id(ChatKey chat) {
    return chat.channel() + ":" + chat.chatId();
  }

  private static String json(List<ChatKey> all) {
    return all.stream()
        .map(chat -> "{\"id\":\"" + id(chat) + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
