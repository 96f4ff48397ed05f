package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.web.ApiClient.Answer;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// Saved replies, macros, rules that label, and ratings, with a real Kafka and a real database.
class RepliesIT {

  private static final String SITI = "siti:karyawan";
  private static final String JOKO = "joko:karyawan";
  private static final String ADMIN = "budi:admin";
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static ApiClient desk;
  private static JdbcTemplate jdbc;

  private final String number = "628580000" + CHATS.incrementAndGet();
  private final String channel = "c" + number;
  private final ChatKey chat = new ChatKey(channel, number + "@s.whatsapp.net");
  private final String path = "/chats/" + channel + ":" + chat.chatId();

  @BeforeAll
  static void start() {
    desk = new ApiClient();
    jdbc = desk.service.getBean(JdbcTemplate.class);
    jdbc.update(
        "INSERT INTO bot.users VALUES ('siti', 'Siti Aminah', 'karyawan', false, 1),"
            + " ('joko', 'Joko', 'karyawan', false, 2), ('budi', 'Budi', 'admin', false, 3)");
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void savedReplyIsFilledForTheCustomer() throws Exception {
    long team = team(false);
    written("s1", text("halo"));
    String body =
        "{\"shortcut\":\"salam%s\",\"team\":%d,\"textId\":\"Halo {name}, saya {agent}.\",\"textEn\":\"Hello {name}, this is {agent}.\"}"
            .formatted(number, team);
    assertThat(post(JOKO, "/replies", body).status()).isEqualTo(403);
    Answer added = post(ADMIN, "/replies", body);
    assertThat(added.status()).as(added.detail()).isEqualTo(201);
    assertThat(post(ADMIN, "/replies", body).status()).isEqualTo(409);
    assertThat(post(ADMIN, "/replies", body.replace("{agent}", "{agen}")).detail())
        .startsWith("\"textId\" has the unknown variable {agen}");

    String message = "/replies/" + added.body().path("id").asLong() + "/message?chat=" + id();
    assertThat(desk.get(SITI, message).body().path("text").asString())
        .isEqualTo("Halo Ratna, saya Siti Aminah.");
    assertThat(desk.get(SITI, message + "&language=en").body().path("text").asString())
        .isEqualTo("Hello Ratna, this is Siti Aminah.");
    assertThat(desk.get(JOKO, message).status()).isEqualTo(404);
    assertThat(desk.get(SITI, "/replies").whole().body()).contains("salam" + number);
    assertThat(desk.get(JOKO, "/replies").whole().body()).doesNotContain("salam" + number);
  }

  @Test
  void savedReplyMayHaveAFile() throws Exception {
    String body =
        "{\"shortcut\":\"peta%s\",\"textId\":\"Untuk {name}\",\"media\":{\"kind\":\"IMAGE\",\"mimeType\":\"image/png\",\"link\":\"https://x.test/a.png\"}}"
            .formatted(number);
    String one = "/replies/" + post(ADMIN, "/replies", body).body().path("id").asLong();
    written("f1", text("halo"));
    JsonNode message = desk.get(JOKO, one + "/message?chat=" + id()).body();
    assertThat(message.at("/media/link").asString()).isEqualTo("https://x.test/a.png");
    assertThat(message.at("/media/caption").asString()).isEqualTo("Untuk Ratna");

    assertThat(desk.call(ADMIN, "PUT", one, body.replace("Untuk", "Bagi"), null).status())
        .isEqualTo(200);
    assertThat(desk.call(ADMIN, "DELETE", one, null, null).status()).isEqualTo(204);
    assertThat(desk.get(JOKO, one + "/message?chat=" + id()).status()).isEqualTo(404);
  }

  @Test
  void macroActsInOneSequence() throws Exception {
    team(false);
    written("m1", voice());
    await().until(() -> !row().path("waiting").isNull() && row().has("waiting"));
    assertThat(desk.call(SITI, "PATCH", path, "{\"mode\":\"AGENT\"}", null).status())
        .isEqualTo(200);
    long macro = macro("\"text\":\"Selesai, {name}\",\"labels\":[\"M%s\"],\"resolve\":true");
    String run = path + "/macros/" + macro;

    Answer done = desk.call(SITI, "POST", run, "{\"seen\":\"i" + number + "-m1\"}", "k" + number);
    assertThat(done.status()).as(done.detail()).isEqualTo(200);
    assertThat(states(done)).containsExactly("REPLY DONE", "LABEL DONE", "RESOLVE DONE");
    assertThat(done.body().path("state").asString()).isEqualTo("DONE");
    Answer again = desk.call(SITI, "POST", run, "{\"seen\":\"i" + number + "-m1\"}", "k" + number);
    assertThat(again.body()).isEqualTo(done.body());
    assertThat(desk.call(SITI, "POST", run, "{\"seen\":\"other\"}", "k" + number).status())
        .isEqualTo(422);

    assertThat(row().path("labels").toString()).contains("M" + number);
    assertThat(row().at("/conversation/status").asString()).isEqualTo("RESOLVED");
    await().until(() -> row().path("lastText").asString("").equals("Selesai, Ratna"));
    assertThat(
            jdbc.queryForObject(
                "SELECT count(*) FROM bot.messages WHERE chat_id = ? AND author = 'AGENT'",
                Integer.class,
                chat.chatId()))
        .isOne();
  }

  @Test
  void refusedActOfAMacroIsReportedAndTheRestSkipped() throws Exception {
    team(false);
    written("r1", voice());
    await().until(() -> row().has("waiting") && !row().path("waiting").isNull());
    assertThat(desk.call(JOKO, "PATCH", path, "{\"mode\":\"AGENT\"}", null).status())
        .isEqualTo(200);
    long macro = macro("\"labels\":[\"N%s\"],\"text\":\"Baik\",\"snoozeFor\":\"PT1H\"");
    Answer refused = desk.call(SITI, "POST", path + "/macros/" + macro, null, "r" + number);
    assertThat(refused.status()).isEqualTo(200);
    assertThat(states(refused)).containsExactly("REPLY REFUSED", "LABEL SKIPPED", "SNOOZE SKIPPED");
    assertThat(refused.body().at("/acts/0/rule").asString())
        .isEqualTo("this chat is assigned to joko");
    assertThat(refused.body().path("state").asString()).isEqualTo("REFUSED");
    assertThat(row().path("labels").size()).isZero();
    assertThat(row().path("snoozedUntil").isNull() || !row().has("snoozedUntil")).isTrue();

    // The customer wrote since: the reply goes out, and the snooze is refused.
    Answer unseen =
        desk.call(JOKO, "POST", path + "/macros/" + macro, "{\"seen\":\"none\"}", "u" + number);
    assertThat(states(unseen)).containsExactly("REPLY DONE", "LABEL DONE", "SNOOZE REFUSED");
    assertThat(post(ADMIN, "/macros", "{\"name\":\"x\",\"acts\":{}}").status()).isEqualTo(400);
    for (String last : List.of("\"snoozeFor\":\"PT1H\"", "\"resolve\":true")) {
      String halfway = "{\"name\":\"x\",\"acts\":{\"assignee\":\"joko\",%s}}".formatted(last);
      assertThat(post(ADMIN, "/macros", halfway).detail())
          .startsWith("\"acts.assignee\" cannot be combined with \"snoozeFor\" or \"resolve\"");
    }
    String unknown = "{\"name\":\"x\",\"acts\":{\"team\":\"nothing\"}}";
    assertThat(post(ADMIN, "/macros", unknown).status()).isEqualTo(422);
  }

  @Test
  void macroSnoozesTheChatThatItTransfers() throws Exception {
    long team = team(false);
    written("t1", voice());
    await().until(() -> row().has("waiting") && !row().path("waiting").isNull());
    String run = path + "/macros/" + macro("\"team\":\"" + team + "\",\"snoozeFor\":\"PT1H\"");

    // The customer wrote since: the snooze would hide the message.
    Answer unseen = desk.call(ADMIN, "POST", run, "{\"seen\":\"other\"}", "u" + number);
    assertThat(states(unseen)).containsExactly("TRANSFER REFUSED", "SNOOZE SKIPPED");

    String seen = "{\"seen\":\"i" + number + "-t1\"}";
    Answer done = desk.call(ADMIN, "POST", run, seen, "t" + number);
    assertThat(states(done)).containsExactly("TRANSFER DONE", "SNOOZE DONE");
    assertThat(row().path("snoozedUntil").asString("")).isNotEmpty();
  }

  @Test
  void renamedTeamKeepsItsChatsAndMacros() throws Exception {
    long team = team(false);
    String former = "{\"name\":\"t-" + team + "\"}";
    written("n1", voice());
    long macro = macro("\"team\":\"t-" + team + "\"");
    String run = path + "/macros/" + macro;
    assertThat(states(desk.call(ADMIN, "POST", run, null, "b" + number)))
        .containsExactly("TRANSFER DONE");

    String name = "new" + number;
    String renamed = "{\"name\":\"%s\",\"members\":[\"siti\"]}".formatted(name);
    Answer changed = desk.call(ADMIN, "PUT", "/teams/" + team, renamed, null);
    assertThat(changed.status()).as(changed.detail()).isEqualTo(200);
    await().until(() -> row().path("team").asString("").equals(name));
    assertThat(desk.get(SITI, "/chats?view=team").whole().body()).contains(id());
    assertThat(desk.get(SITI, "/chats?team=" + name).whole().body()).contains(id());
    assertThat(states(desk.call(ADMIN, "POST", run, null, "a" + number)))
        .containsExactly("TRANSFER DONE");

    // The name is another team's now.
    assertThat(post(ADMIN, "/teams", former).status()).isEqualTo(201);
    assertThat(desk.get(SITI, "/chats?team=" + name).whole().body()).doesNotContain(id());
  }

  @Test
  void ruleHandsOffToATeamAndLabels() throws Exception {
    String team = "t-" + team(false);
    String rule =
        "{\"name\":\"r%1$s\",\"language\":\"id\",\"keywords\":[\"retur%1$s\"],\"answer\":\"Kami bantu\",\"handsOff\":true,\"team\":\"%2$s\",\"labels\":[\"Retur\",\"R%1$s\"],\"chatPriority\":\"HIGH\"}"
            .formatted(number, team);
    assertThat(post(ADMIN, "/rules", rule.replace(team, "nothing")).status()).isEqualTo(422);
    Answer added = post(ADMIN, "/rules", rule);
    assertThat(added.status()).as(added.detail()).isEqualTo(201);
    assertThat(added.body().path("chatPriority").asString()).isEqualTo("HIGH");
    assertThat(post(ADMIN, "/rules", rule.replace("true", "false")).detail())
        .startsWith("\"team\" goes with");

    var other = new ChatKey(channel, number + "1@s.whatsapp.net");
    write(other, "h0", voice(), Instant.now().minusSeconds(60));
    write(chat, "h1", text("retur" + number), Instant.now());
    await().until(() -> row().path("labels").size() == 2);
    assertThat(row().path("team").asString()).isEqualTo(team);
    assertThat(row().path("priority").asString()).isEqualTo("HIGH");
    await().until(() -> queue().size() == 2);
    assertThat(queue()).containsExactly(id(), channel + ":" + other.chatId());
  }

  @Test
  void customerRatesAResolvedConversation() throws Exception {
    team(true);
    written("q1", text("halo"));
    assertThat(post(ADMIN, path + "/resolve", null).status()).isEqualTo(200);
    await().until(() -> row().path("lastText").asString("").startsWith("Terima kasih telah"));
    String before = row().at("/conversation/id").asString();
    written("q2", text("4/5 cepat"));
    await().until(() -> row().path("lastText").asString("").startsWith("Terima kasih atas"));
    assertThat(row().at("/conversation/id").asString()).isEqualTo(before);
    assertThat(row().at("/conversation/rating/stars").asInt()).isEqualTo(4);
    assertThat(row().at("/conversation/status").asString()).isEqualTo("RESOLVED");
    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.queryForList(
                        "SELECT rating || ' ' || rating_comment FROM bot.conversations WHERE chat_id = ?",
                        String.class,
                        chat.chatId()))
                .containsExactly("4 cepat"));
  }

  @Test
  void repliesAndMacrosAreExportedWithNames() throws Exception {
    String team = "t-" + team(false);
    String id = team.substring(2);
    String reply =
        "{\"shortcut\":\"ekspor%s\",\"team\":%s,\"textId\":\"=1+1, \\\"halo\\\"\",\"media\":{\"kind\":\"IMAGE\",\"link\":\"https://example.com/a.png\",\"mimeType\":\"image/png\"}}"
            .formatted(number, id);
    Answer added = post(ADMIN, "/replies", reply);
    assertThat(added.status()).as(added.detail()).isEqualTo(201);
    long saved = added.body().path("id").asLong();
    macro("\"savedReply\":" + saved + ",\"labels\":[\"A\",\"B\"],\"resolve\":true");

    Answer replies = desk.get(ADMIN, "/replies/export");
    assertThat(replies.whole().headers().firstValue("Content-Type"))
        .hasValue("text/csv;charset=UTF-8");
    assertThat(replies.whole().body())
        .startsWith("\ufeffshortcut,team,text_id,text_en,media,changed_by\r\n")
        .contains("ekspor" + number + "," + team + ",\"'=1+1, \"\"halo\"\"\",,\"{")
        .contains("https://example.com/a.png");
    assertThat(desk.get(ADMIN, "/macros/export").whole().body())
        .startsWith("\ufeffname,team,saved_reply,text,labels,")
        .contains("n%s,,%s/ekspor%s,,\"A; B\",,,,true,budi".formatted(number, team, number));
    assertThat(desk.get(JOKO, "/replies/export").status()).isEqualTo(403);
    assertThat(desk.get(JOKO, "/macros/export").status()).isEqualTo(403);
  }

  // A team of its own for the channel of each test.
  private long team(boolean asksRating) throws Exception {
    String body =
        "{\"name\":\"t%s\",\"members\":[\"siti\"],\"channels\":[\"%s\"],\"asksRating\":%s}"
            .formatted(number, channel, asksRating);
    Answer added = post(ADMIN, "/teams", body);
    assertThat(added.status()).as(added.detail()).isEqualTo(201);
    long id = added.body().path("id").asLong();
    jdbc.update("UPDATE bot.teams SET name = ? WHERE id = ?", "t-" + id, id);
    return id;
  }

  private long macro(String acts) throws Exception {
    String body = "{\"name\":\"n%s\",\"acts\":{%s}}".formatted(number, acts.formatted(number));
    Answer added = post(ADMIN, "/macros", body);
    assertThat(added.status()).as(added.detail()).isEqualTo(201);
    assertThat(desk.get(JOKO, "/macros").whole().body()).contains("n" + number);
    return added.body().path("id").asLong();
  }

  private static List<String> states(Answer run) {
    return run.body()
        .path("acts")
        .valueStream()
        .map(it -> it.path("act").asString() + " " + it.path("state").asString())
        .toList();
  }

  private List<String> queue() throws Exception {
    return desk.get(SITI, "/chats?view=waiting&channel=" + channel)
        .body()
        .path("chats")
        .valueStream()
        .map(it -> it.path("id").asString())
        .toList();
  }

  private String id() {
    return channel + ":" + chat.chatId();
  }

  private JsonNode row() throws Exception {
    return desk.get(SITI, path).body();
  }

  private static Answer post(String who, String where, @Nullable String body) throws Exception {
    return desk.call(who, "POST", where, body, null);
  }

  private void written(String name, Content content) throws Exception {
    write(chat, name, content, Instant.now());
    await()
        .until(
            () -> desk.get(SITI, path + "/messages").whole().body().contains(number + "-" + name));
  }

  private void write(ChatKey where, String name, Content content, Instant at) {
    TestTopics.write(
        new InboundMessage(
            "i" + number + "-" + name,
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
  }

  private static Content voice() {
    return new Content.Media(Content.Media.Kind.VOICE, "m-1", null, "audio/ogg", null, null, 1000L);
  }

  private static Content text(String body) {
    return new Content.Text(body);
  }
}
