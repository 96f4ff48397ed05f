package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.decision.Decided;
import id.balas.bot.web.ApiClient.Answer;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.OutboundMessage;
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
import tools.jackson.databind.JsonNode;

/// Acts on messages and replies that are sent later, over HTTP, with a real Kafka and a real
/// database.
class MessageActionIT {

  private static final String ADMIN = "budi:admin";
  private static final String SITI = "siti:karyawan";
  private static final String RUDI = "rudi:karyawan";
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static final AtomicInteger KEYS = new AtomicInteger();
  private static ApiClient desk;

  private final String number = "628570000" + CHATS.incrementAndGet();
  private final ChatKey chat = new ChatKey("default", number + "@s.whatsapp.net");
  private final String path = "/chats/default:" + number;
  private final String theirs = "M" + number;

  @BeforeAll
  static void start() {
    desk = new ApiClient("--balas.bot.scheduled-replies.most-per-chat=2");
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void onlyTheAssigneeAndAdminsAct() throws Exception {
    customerWrites();
    String reaction = "/messages/" + theirs + "/reaction";

    Answer unassigned = call(SITI, "PUT", reaction, "{\"emoji\":\"👍\"}");
    assertThat(unassigned.status()).isEqualTo(409);
    assertThat(unassigned.detail())
        .isEqualTo("This chat has no assignee: assign it to yourself first.");
    call(SITI, "PATCH", "", "{\"mode\":\"AGENT\"}");
    assertThat(call(RUDI, "PUT", reaction, "{\"emoji\":\"👍\"}").detail())
        .isEqualTo("This chat is assigned to siti.");
    assertThat(call(SITI, "PUT", reaction, "{\"emoji\":\"👍\"}").status()).isEqualTo(200);
    assertThat(call(ADMIN, "DELETE", reaction, null).status()).isEqualTo(200);

    // Commands are answered when they are decided, and published after that.
    await()
        .untilAsserted(() ->
            assertThat(sent())
                .extracting(OutboundMessage::content)
                .filteredOn(Content.Act.class::isInstance)
                .containsExactly(
                    new Content.Reaction(theirs, "👍"), new Content.Reaction(theirs, "")));
    await().untilAsserted(() -> assertThat(message(theirs).path("acts").size()).isEqualTo(2));
  }

  @Test
  void onlyOneEmojiIsAReaction() throws Exception {
    customerWrites();
    for (String text : List.of("ya", "a", "1", "👍👍", " ")) {
      assertThat(
              call(
                      ADMIN,
                      "PUT",
                      "/messages/" + theirs + "/reaction",
                      "{\"emoji\":\"" + text + "\"}")
                  .status())
          .as(text)
          .isEqualTo(400);
    }
    for (String emoji : List.of("❤️", "👍🏽", "👨‍👩‍👧", "🇮🇩")) {
      assertThat(
              call(
                      ADMIN,
                      "PUT",
                      "/messages/" + theirs + "/reaction",
                      "{\"emoji\":\"" + emoji + "\"}")
                  .status())
          .as(emoji)
          .isEqualTo(200);
    }
  }

  @Test
  void lateRefusalIsShownAtTheActAndItsCommand() throws Exception {
    customerWrites();
    String id = reply("Jam 9");
    TestTopics.write(status(id, "P" + number, null, Status.ACCEPTED, null));
    await().until(() -> !message(id).path("providerId").asString("").isEmpty());
    assertThat(desk.get(ADMIN, path + "/messages?around=P" + number).body().path("messages"))
        .anySatisfy(around -> assertThat(around.path("id").asString()).isEqualTo(id));

    Answer edited = call(ADMIN, "PATCH", "/messages/" + id, "{\"text\":\"Jam 8\"}");
    assertThat(edited.status()).as(edited.detail()).isEqualTo(200);
    String command = edited.body().path("commandId").asString();
    String act = Decided.outboundId(chat, command.substring(command.indexOf(':') + 1));
    await()
        .untilAsserted(() ->
            assertThat(sent())
                .last()
                .extracting(OutboundMessage::content)
                .isEqualTo(new Content.Edit("P" + number, new Content.Text("Jam 8"))));
    Author author = Author.person(Author.Kind.AGENT, "budi");
    TestTopics.write(
        new DeliveryFailed(
            "default",
            chat.chatId(),
            act,
            author,
            Instant.now(),
            null,
            DeliveryFailed.Kind.REJECTED,
            Instant.now(),
            "400 too old"),
        status(act, null, "P" + number, Status.FAILED, "400 too old"));

    await()
        .untilAsserted(() -> {
          JsonNode late = desk.get(ADMIN, "/commands/" + command).body();
          assertThat(late.path("state").asString()).isEqualTo("FAILED");
          assertThat(late.path("rule").asString()).isEqualTo("it was not done: 400 too old");
          JsonNode listed = desk.get(ADMIN, "/commands").body().path("commands").get(0);
          assertThat(listed.path("state").asString()).isEqualTo("FAILED");
          assertThat(listed.path("action").asString()).isEqualTo("edit");
          assertThat(message(id).at("/acts/" + act + "/end/reason").asString())
              .isEqualTo("400 too old");
        });
    assertThat(message(id).path("text").asString()).isEqualTo("Jam 9");
    assertThat(desk.get(ADMIN, path).body().at("/waiting/reason").asString("")).isEmpty();
  }

  @Test
  void messageThatWasNotSentIsNotEdited() throws Exception {
    customerWrites();
    String id = reply("Jam 9");
    TestTopics.write(status(id, null, null, Status.FAILED, "400"));
    await().until(() -> message(id).path("status").asString("").equals("FAILED"));

    assertThat(call(ADMIN, "PATCH", "/messages/" + id, "{\"text\":\"x\"}").detail())
        .isEqualTo("This message was not sent, so it cannot be edited.");
    Answer forwarded =
        call(ADMIN, "POST", "/messages/" + id + "/forward", "{\"to\":\"default:628570000999\"}");
    assertThat(forwarded.status()).isEqualTo(409);
    assertThat(
            call(ADMIN, "POST", "/messages/" + theirs + "/forward", "{\"to\":\"no chat\"}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void scheduledReplyIsDecidedAtItsTime() throws Exception {
    customerWrites();
    call(SITI, "PATCH", "", "{\"mode\":\"AGENT\"}");
    Instant soon = Instant.now().plusSeconds(3);
    assertThat(schedule(SITI, soon, "Selamat pagi").status()).isEqualTo(201);
    call(ADMIN, "PATCH", "", "{\"assignee\":null}");

    await()
        .untilAsserted(() -> {
          JsonNode refused = desk.get(SITI, path + "/scheduled").body().path("scheduled").get(0);
          assertThat(refused.path("state").asString()).isEqualTo("REFUSED");
          assertThat(refused.path("reason").asString())
              .isEqualTo("this chat has no assignee: assign it to yourself first");
        });
    assertThat(texts()).doesNotContain("Selamat pagi");
  }

  @Test
  void repeatedRequestGetsTheReplyThatWasSent() throws Exception {
    customerWrites();
    call(SITI, "PATCH", "", "{\"mode\":\"AGENT\"}");
    Instant soon = Instant.now().plusSeconds(2);
    String body = "{\"at\":\"%s\",\"reply\":{\"text\":\"Siap\"}}".formatted(soon);
    String key = "later-" + number;
    Answer first = desk.call(SITI, "POST", path + "/scheduled", body, key);
    assertThat(first.status()).as(first.detail()).isEqualTo(201);
    await()
        .untilAsserted(() -> {
          Answer again = desk.call(SITI, "POST", path + "/scheduled", body, key);
          assertThat(again.status()).as(again.detail()).isEqualTo(201);
          assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
          assertThat(again.body().path("state").asString()).isEqualTo("SENT");
        });

    String other = body.replace("Siap", "Baik");
    assertThat(desk.call(SITI, "POST", path + "/scheduled", other, key).status()).isEqualTo(422);
    assertThat(desk.call(SITI, "POST", path + "/scheduled", body, key + "-new").status())
        .isEqualTo(400);
    assertThat(texts()).containsOnlyOnce("Siap");
  }

  // Its author has not seen what the customer writes after the request.
  @Test
  void scheduledReplyKeepsWaitOfLaterMessage() throws Exception {
    customerWrites();
    call(SITI, "PATCH", "", "{\"mode\":\"AGENT\"}");
    reply("Kami cek dulu");
    assertThat(schedule(SITI, Instant.now().plusSeconds(3), "Sudah dikirim").status())
        .isEqualTo(201);
    customerWrites("later-" + theirs, "Saya mau batal");

    await()
        .untilAsserted(() ->
            assertThat(desk.get(SITI, path + "/scheduled").body().at("/scheduled/0/state"))
                .hasToString("\"SENT\""));
    assertThat(desk.get(SITI, path).body().at("/waiting/latestId"))
        .hasToString("\"later-" + theirs + "\"");
  }

  @Test
  void scheduledRepliesAreLimitedAndCancelled() throws Exception {
    customerWrites();
    Instant later = Instant.now().plus(Duration.ofDays(1));
    Answer first = schedule(SITI, later, "satu");
    assertThat(first.status()).isEqualTo(201);
    assertThat(schedule(ADMIN, later, "dua").status()).isEqualTo(201);
    assertThat(schedule(ADMIN, later, "tiga").detail())
        .isEqualTo("2 replies wait in this chat already. Cancel one first.");
    assertThat(schedule(SITI, Instant.now().plus(Duration.ofDays(31)), "x").status())
        .isEqualTo(400);

    String one = "/scheduled/" + first.body().path("id").asString();
    assertThat(call(RUDI, "DELETE", one, null).detail())
        .isEqualTo("Only its author or an admin can cancel it.");
    assertThat(call(SITI, "DELETE", one, null).body().path("reason").asString())
        .isEqualTo("cancelled by siti");
    assertThat(call(SITI, "DELETE", one, null).status()).isEqualTo(200);
    assertThat(schedule(ADMIN, later, "tiga").status()).isEqualTo(201);
  }

  @Test
  void replyOfGoneAuthorIsNotSent() throws Exception {
    customerWrites();
    desk.service
        .getBean(JdbcTemplate.class)
        .update(
            "INSERT INTO bot.users (username, name, role, gone, seq) VALUES ('lama', 'Lama', 'admin', true, 1) ON CONFLICT DO NOTHING");
    assertThat(schedule("lama:admin", Instant.now().plusSeconds(1), "Dari lama").status())
        .isEqualTo(201);

    await()
        .untilAsserted(() ->
            assertThat(desk.get(ADMIN, path + "/scheduled").body().at("/scheduled/0/reason"))
                .hasToString("\"its author can no longer sign in\""));
    assertThat(texts()).doesNotContain("Dari lama");
  }

  private Answer schedule(String who, Instant at, String text) throws Exception {
    return call(
        who,
        "POST",
        "/scheduled",
        "{\"at\":\"%s\",\"reply\":{\"text\":\"%s\"}}".formatted(at, text));
  }

  private void customerWrites() {
    customerWrites(theirs, "halo");
  }

  private void customerWrites(String id, String words) {
    TestTopics.write(
        new InboundMessage(
            id,
            "default",
            chat.chatId(),
            chat.chatId(),
            "Budi",
            From.CUSTOMER,
            new Content.Text(words),
            null,
            Instant.now(),
            Instant.now(),
            false));
    await().ignoreExceptions().until(() -> !message(id).isMissingNode());
  }

  private String reply(String text) throws Exception {
    Answer answer = call(ADMIN, "POST", "/messages", "{\"text\":\"" + text + "\"}");
    String command = answer.body().path("commandId").asString();
    String id = Decided.outboundId(chat, command.substring(command.indexOf(':') + 1));
    await().ignoreExceptions().until(() -> !message(id).isMissingNode());
    return id;
  }

  private MessageStatus status(
      String outboundId,
      @Nullable String messageId,
      @Nullable String target,
      Status status,
      @Nullable String reason) {
    return new MessageStatus(
        "default",
        chat.chatId(),
        messageId,
        outboundId,
        status,
        null,
        Instant.now(),
        reason,
        target);
  }

  private JsonNode message(String id) throws Exception {
    JsonNode page = desk.get(ADMIN, path + "/messages").body();
    return page.path("messages")
        .valueStream()
        .filter(message -> message.path("id").asString().equals(id))
        .findFirst()
        .orElse(page.path("none"));
  }

  private List<OutboundMessage> sent() {
    return TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class);
  }

  private List<String> texts() {
    return sent().stream().map(message -> String.valueOf(message.content().words())).toList();
  }

  private Answer call(String who, String method, String rest, @Nullable String body)
      throws Exception {
    return desk.call(who, method, path + rest, body, "acts-" + KEYS.incrementAndGet());
  }
}
