package id.balas.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.BotService;
import id.balas.bot.chat.store.ChatAliases;
import id.balas.bot.chat.store.Chats;
import id.balas.bot.decision.Chat;
import id.balas.bot.history.queries.TimelineQueries;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatInput;
import id.balas.events.ChatState;
import id.balas.events.InboundMessage;
import id.balas.events.MessageChanged;
import id.balas.events.OutboundMessage;
import id.balas.events.SameCustomer;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/// A customer with a phone number and a hidden number, with a real broker and database.
class IdentityIT {

  private static final String ADMIN = "628110000001";

  private static ConfigurableApplicationContext service;
  private static JdbcTemplate jdbc;

  private final String number = "6289" + System.nanoTime() % 100_000_000;
  private final ChatKey phone = new ChatKey("default", number + "@s.whatsapp.net");
  private final ChatKey lid = new ChatKey("default", "1" + number + "@lid");

  @BeforeAll
  static void start() {
    service =
        new SpringApplicationBuilder(BotService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--DATABASE_URL=" + TestPostgres.newDatabase(),
                "--WHAPI_ADMINS=" + ADMIN,
                "--balas.bot.texts.default-reply=Halo {name}!");
    jdbc = service.getBean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void agentKeepsTheChatWhenTheCustomerSwitchesToThePhone() {
    TestTopics.write(message(lid, "a0", "halo"), message(lid, "a1", "agent"), assign(lid));
    await().until(() -> chat(lid).assignee() != null);
    split();

    TestTopics.write(link());
    await().until(() -> chat(phone).mode() == Mode.AGENT);
    TestTopics.write(message(phone, "a2", "halo"), message(phone, "a1", "agent"));
    TestTopics.write(message(lid, "a3", "halo lagi"));
    await().until(() -> decided("a2") == 1 && decided("a3") == 1);

    assertThat(chat(phone).assignee()).isEqualTo("siti");
    assertThat(outbound(phone)).isEmpty();
    assertThat(decided("a1")).isEqualTo(1);
    assertThat(chat(phone).identity().address()).isEqualTo(lid.chatId());
    assertThat(TestTopics.of(Topics.CHAT_STATES, lid.toString(), ChatState.class).getLast())
        .extracting(ChatState::aliasOf)
        .isEqualTo(phone.chatId());
    everythingIsInThePhonesChat();
    assertThat(timeline(phone))
        .contains("message a1-" + number, "command assign-" + number, "command link-" + number)
        .doesNotContain("command a1-" + number)
        .doesNotHaveDuplicates();
  }

  private static List<String> timeline(ChatKey chat) {
    return service.getBean(TimelineQueries.class).page(chat, null, 50).entries().stream()
        .map(entry -> entry.kind() + " " + entry.id())
        .toList();
  }

  @Test
  void agentKeepsTheChatWhenTheCustomerSwitchesToTheHiddenNumber() {
    TestTopics.write(message(phone, "b1", "agent"), assign(phone));
    await().until(() -> chat(phone).assignee() != null);

    TestTopics.write(link(), message(lid, "b2", "halo"));
    await().until(() -> decided("b2") == 1);

    assertThat(chat(phone).assignee()).isEqualTo("siti");
    assertThat(outbound(lid)).isEmpty();
    assertThat(outbound(phone)).hasSize(1);
  }

  @Test
  void adminReadsTheStatusUnderEitherId() {
    TestTopics.write(message(lid, "e1", "agent"), assign(lid), link());
    await().until(() -> "siti".equals(chat(phone).assignee()));

    var admin = new ChatKey("default", ADMIN + "@s.whatsapp.net");
    TestTopics.write(
        message(admin, "e2", "status " + number), message(admin, "e3", "status " + lid.chatId()));

    await()
        .untilAsserted(() ->
            assertThat(outbound(admin))
                .extracting(OutboundMessage::content)
                .containsExactly(
                    new Content.Text(number + ": AGENT, siti"),
                    new Content.Text(number + ": AGENT, siti")));
  }

  @Test
  void changesUnderEitherIdFindTheirMessage() {
    TestTopics.write(message(lid, "c1", "halo"), link(), message(lid, "c2", "dua"));
    await().until(() -> decided("c2") == 1 && history(phone, "c1") && history(phone, "c2"));

    TestTopics.write(deleted(phone, "c1"), deleted(lid, "c2"));

    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.queryForObject(
                        "SELECT count(*) FROM bot.messages WHERE chat_id = ? AND deleted_at IS NOT NULL",
                        Integer.class,
                        phone.chatId()))
                .isEqualTo(2));
  }

  @Test
  void customerHasOneReactionUnderBothIds() {
    TestTopics.write(message(lid, "d1", "halo"), reaction(lid, "d2", "👍"));
    await().until(() -> reactions(lid).equals("{%s=👍}".formatted(lid.chatId())));

    TestTopics.write(link());
    await().until(() -> reactions(phone).equals("{%s=👍}".formatted(phone.chatId())));
    TestTopics.write(reaction(phone, "d3", "❤"));
    await().until(() -> reactions(phone).equals("{%s=❤}".formatted(phone.chatId())));
    TestTopics.write(reaction(lid, "d4", ""));
    await().until(() -> reactions(phone).equals("{%s=}".formatted(phone.chatId())));
  }

  // Who reacted, and how.
  private static String reactions(ChatKey chat) {
    Map<String, String> reactions = new TreeMap<>();
    jdbc.query(
        """
        SELECT who, reaction ->> 'emoji' AS emoji
        FROM bot.messages CROSS JOIN LATERAL jsonb_each(reactions) AS of_message (who, reaction)
        WHERE chat_id = ?
        """,
        row -> {
          reactions.put(row.getString("who"), row.getString("emoji"));
        },
        chat.chatId());
    return reactions.toString();
  }

  // Notes, labels, a read mark and a conversation of the hidden number's chat.
  private void split() {
    await().until(() -> history(lid, "a1"));
    jdbc.update("UPDATE bot.chat_summaries SET cleared_at = now() WHERE chat_id = ?", lid.chatId());
    jdbc.update(
        "INSERT INTO bot.notes VALUES (?, 'default', ?, 'penting', 'siti', now())",
        number,
        lid.chatId());
    jdbc.update("INSERT INTO bot.labels (name) VALUES (?)", number);
    jdbc.update(
        "INSERT INTO bot.chat_labels SELECT id, 'default', ? FROM bot.labels WHERE name = ?",
        lid.chatId(),
        number);
    jdbc.update(
        "INSERT INTO bot.read_marks VALUES ('default', ?, now(), 'siti', now())", lid.chatId());
    jdbc.update(
        "INSERT INTO bot.user_read_marks (username, channel, chat_id, read_up_to, marked_at)"
            + " VALUES ('joko', 'default', ?, now(), now())",
        lid.chatId());
    jdbc.update(
        "INSERT INTO bot.mentions (note_id, username, channel, chat_id, mentioned_at)"
            + " VALUES (?, 'joko', 'default', ?, now())",
        number,
        lid.chatId());
    jdbc.update(
        "INSERT INTO bot.conversations (channel, chat_id, id, status, opened_at, active_at, changed_at)"
            + " VALUES ('default', ?, ?, 'OPEN', now(), now(), now())",
        lid.chatId(),
        number);
  }

  private void everythingIsInThePhonesChat() {
    await()
        .untilAsserted(() -> {
          for (String table :
              List.of(
                  "messages",
                  "notes",
                  "mentions",
                  "user_read_marks",
                  "chat_labels",
                  "read_marks",
                  "chat_summaries",
                  "conversations")) {
            assertThat(rows(table, phone)).as(table).isPositive();
            assertThat(rows(table, lid)).as(table).isZero();
          }
        });
    assertThat(rows("messages", phone)).isEqualTo(6);
    assertThat(isDeleted("a0")).isTrue();
    assertThat(isDeleted("a2")).isFalse();
    assertThat(service.getBean(ChatAliases.class).resolve(lid)).isEqualTo(phone);
    await()
        .until(() ->
            jdbc.queryForObject(
                "SELECT moved FROM bot.chats WHERE chat_id = ?", Boolean.class, lid.chatId()));
  }

  private static int rows(String table, ChatKey chat) {
    Integer rows =
        jdbc.queryForObject(
            "SELECT count(*) FROM bot." + table + " WHERE chat_id = ?",
            Integer.class,
            chat.chatId());
    return rows == null ? 0 : rows;
  }

  private static boolean history(ChatKey chat, String id) {
    Integer rows =
        jdbc.queryForObject(
            "SELECT count(*) FROM bot.messages WHERE chat_id = ? AND id LIKE ?",
            Integer.class,
            chat.chatId(),
            id + "-%");
    return rows != null && rows > 0;
  }

  private boolean isDeleted(String id) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT deleted_at IS NOT NULL FROM bot.messages WHERE id = ? AND chat_id = ?",
            Boolean.class,
            id + "-" + number,
            phone.chatId()));
  }

  private int decided(String id) {
    Integer decisions =
        jdbc.queryForObject(
            "SELECT count(*) FROM bot.decisions WHERE cause_id = ? AND outcome <> 'FORWARDED'",
            Integer.class,
            id + "-" + number);
    return decisions == null ? 0 : decisions;
  }

  private static Chat chat(ChatKey key) {
    return service.getBean(Chats.class).find(key);
  }

  private static List<OutboundMessage> outbound(ChatKey chat) {
    return TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class);
  }

  private ChatInput link() {
    return new SameCustomer(
        "link-" + number,
        "default",
        lid.chatId(),
        Issuer.system("ingest"),
        Instant.now(),
        phone.chatId());
  }

  private ChatInput assign(ChatKey chat) {
    return new Assign(
        "assign-" + number,
        "default",
        chat.chatId(),
        Issuer.user("siti", "karyawan"),
        Instant.now(),
        "siti",
        null);
  }

  private MessageChanged deleted(ChatKey chat, String id) {
    return new MessageChanged(
        "deletes-" + id + number,
        "default",
        chat.chatId(),
        id + "-" + number,
        chat.chatId(),
        new MessageChanged.Deleted(),
        Instant.now(),
        Instant.now());
  }

  private InboundMessage message(ChatKey chat, String id, String text) {
    return message(chat, id, new Content.Text(text));
  }

  private InboundMessage reaction(ChatKey chat, String id, String emoji) {
    return message(chat, id, new Content.Reaction("d1-" + number, emoji));
  }

  private InboundMessage message(ChatKey chat, String id, Content content) {
    return new InboundMessage(
        id + "-" + number,
        "default",
        chat.chatId(),
        chat.chatId(),
        "Budi",
        InboundMessage.From.CUSTOMER,
        content,
        null,
        Instant.now(),
        Instant.now(),
        false);
  }
}
