package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.web.ApiClient.Answer;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.SameCustomer;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.wire.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Contacts over HTTP, with a real Kafka and a real database.
class ContactsIT {

  private static final String ADMIN = "budi:admin";
  private static final String SITI = "siti:karyawan";
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static ApiClient desk;

  private final String number = "628150000" + CHATS.incrementAndGet();
  private final String other = "628150000" + CHATS.incrementAndGet();
  private final String path = "/contacts/" + number;

  @BeforeAll
  static void start() throws Exception {
    desk = new ApiClient();
    assertThat(define("city", "{\"name\":\"Kota\",\"kind\":\"TEXT\"}")).isEqualTo(200);
    assertThat(define("size", "{\"name\":\"Size\",\"kind\":\"NUMBER\"}")).isEqualTo(200);
    assertThat(define("type", "{\"name\":\"Type\",\"kind\":\"CHOICE\",\"choices\":[\"A\",\"B\"]}"))
        .isEqualTo(200);
  }

  private static int define(String key, String body) throws Exception {
    return desk.call(ADMIN, "PUT", "/contact-fields/" + key, body, null).status();
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void firstMessageCreatesOneContactForAllChannels() throws Exception {
    Instant first = Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    write("default", number, "Ratna", "halo", first);
    contact(number);
    write("sales", number, "Ratna D", "halo sales", first.plusSeconds(60));
    await().until(() -> contact(number).path("chats").size() == 2);

    JsonNode contact = contact(number);
    assertThat(contact.path("name").asString()).isEqualTo("Ratna D");
    assertThat(contact.path("ownName").isNull()).isTrue();
    assertThat(contact.path("number").asString()).isEqualTo(number);
    assertThat(contact.at("/seen/first").asString()).startsWith(first.toString().substring(0, 19));
    assertThat(Instant.parse(contact.at("/seen/last").asString())).isAfter(first);
    assertThat(desk.get(SITI, "/contacts/sales:" + number).body().at("/contact/id"))
        .isEqualTo(contact.path("id"));
    assertThat(desk.get(SITI, "/contacts/628159999999").status()).isEqualTo(404);
  }

  @Test
  void groupsHaveNoContact() throws Exception {
    String group = "12036300" + number;
    write(new ChatKey("default", group + "@g.us"), "Ratna", "halo", Instant.now());
    write("default", number, "Ratna", "halo", Instant.now());
    contact(number);

    assertThat(count("SELECT count(*) FROM bot.contact_ids WHERE wa_id LIKE '" + group + "%'"))
        .isZero();
  }

  @Test
  void ownNameIsShownBeforeTheNameInWhatsApp() throws Exception {
    write("default", number, "~ratna~", "halo", Instant.now());
    contact(number);

    assertThat(
            change(
                "{\"name\":\" Bu Ratna \",\"language\":\"en\",\"fields\":{\"city\":\"Bandung\",\"size\":12.5,\"type\":\"a\"}}"))
        .isEqualTo(200);
    write("default", number, "~ratna 2~", "lagi", Instant.now());

    JsonNode contact = contact(number);
    assertThat(contact.path("name").asString()).isEqualTo("Bu Ratna");
    assertThat(contact.path("language").asString()).isEqualTo("en");
    assertThat(contact.path("fields").toString())
        .isEqualTo(
            JsonMapper.shared()
                .readTree("{\"city\":\"Bandung\",\"size\":12.5,\"type\":\"A\"}")
                .toString());
    assertThat(desk.get(SITI, "/chats/default:" + number).body().path("name").asString())
        .isEqualTo("Bu Ratna");

    assertThat(change("{\"name\":null,\"fields\":{\"size\":null}}")).isEqualTo(200);
    JsonNode changed = contact(number);
    assertThat(changed.path("name").asString()).startsWith("~ratna");
    assertThat(changed.path("language").asString()).isEqualTo("en");
    assertThat(changed.at("/fields/size").isMissingNode()).isTrue();
    assertThat(changed.at("/fields/city").asString()).isEqualTo("Bandung");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":5}                     | name
          {"name":" "}                   | name
          {"language":"fr"}              | language
          {"fields":{"unknown":"x"}}     | fields.unknown
          {"fields":{"size":"besar"}}    | fields.size
          {"fields":{"type":"C"}}        | fields.type
          {"fields":{"city":["x"]}}      | fields.city
          """)
  void invalidChangesNameTheField(String body, String parameter) throws Exception {
    write("default", number, "Ratna", "halo", Instant.now());
    contact(number);

    Answer answer = desk.call(SITI, "PATCH", path, body, null);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("parameter").asString()).isEqualTo(parameter);
  }

  @Test
  void labelsAndNotesAreThoseOfTheChats() throws Exception {
    write("default", number, "Ratna", "halo", Instant.now());
    contact(number);
    desk.call(SITI, "PATCH", "/chats/default:" + number, "{\"labels\":[\"VIP\"]}", null);
    desk.call(SITI, "POST", "/chats/default:" + number + "/notes", "{\"text\":\"Teliti\"}", null);

    JsonNode body = desk.get(SITI, path).body();
    assertThat(body.at("/contact/labels/0").asString()).isEqualTo("VIP");
    assertThat(body.at("/notes/0/text").asString()).isEqualTo("Teliti");
  }

  @Test
  void mergedContactKeepsTheChatsOfBoth() throws Exception {
    write("default", number, "Ratna", "halo", Instant.now());
    write("default", other, "Ratna lama", "halo", Instant.now().minusSeconds(60));
    String kept = contact(number).path("id").asString();
    String gone = contact(other).path("id").asString();
    change("{\"fields\":{\"city\":\"Bandung\"}}");
    desk.call(
        SITI,
        "PATCH",
        "/contacts/" + other,
        "{\"name\":\"Bu Ratna\",\"fields\":{\"city\":\"Bogor\",\"size\":1}}",
        null);

    Answer merged = merge(number, gone);
    assertThat(merged.status()).isEqualTo(200);
    assertThat(merged.body().path("id").asString()).isEqualTo(kept);
    assertThat(merged.body().path("name").asString()).isEqualTo("Bu Ratna");
    assertThat(merged.body().at("/fields/city").asString()).isEqualTo("Bandung");
    assertThat(merged.body().at("/fields/size").asInt()).isEqualTo(1);
    assertThat(merged.body().path("chats").size()).isEqualTo(2);
    assertThat(contact(other).path("id").asString()).isEqualTo(kept);
    assertThat(desk.get(SITI, "/contacts/" + gone).status()).isEqualTo(404);
    assertThat(merge(number, gone).status()).isEqualTo(404);
    assertThat(merge(number, kept).status()).isEqualTo(409);

    // A later message, and the step of the upgrade, leave it merged.
    write("default", other, "Ratna lama", "lagi", Instant.now());
    jdbc().update("DELETE FROM bot.steps WHERE name = 'create-contacts'");
    run("ContactsOfChats.run");
    assertThat(contact(other).path("id").asString()).isEqualTo(kept);
  }

  @Test
  void hiddenNumberJoinsThePhonesContact() throws Exception {
    String hidden = "7" + number + "@lid";
    write("default", number, "Ratna", "halo", Instant.now());
    write(new ChatKey("default", hidden), "Ratna", "halo", Instant.now());
    String kept = contact(number).path("id").asString();
    await().until(() -> desk.get(SITI, "/contacts/default:" + hidden).status() == 200);

    TestTopics.write(
        new SameCustomer(
            "link-" + number,
            "default",
            hidden,
            Issuer.system("intake"),
            Instant.now(),
            number + "@s.whatsapp.net"));

    await().until(() -> contact(number).path("ids").size() == 2);
    assertThat(desk.get(SITI, "/contacts/default:" + hidden).body().at("/contact/id").asString())
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void correctedLinkMovesOnlyTheHiddenNumber(boolean otherIsKnown) throws Exception {
    String hidden = "8" + number + "@lid";
    write("default", number, "Ratna", "halo", Instant.now());
    write(new ChatKey("default", hidden), "Dewi", "halo", Instant.now());
    if (otherIsKnown) {
      write("default", other, "Dewi", "halo", Instant.now());
      contact(other);
    }
    contact(number);
    assertThat(change("{\"name\":\"Bu Ratna\"}")).isEqualTo(200);
    link(hidden, number);
    await().until(() -> contact(number).path("ids").size() == 2);

    link(hidden, other);
    await().until(() -> contact(other).path("ids").size() == 2);
    assertThat(contact(number).path("ids").size()).isEqualTo(1);
    assertThat(contact(number).path("ownName").asString()).isEqualTo("Bu Ratna");
    assertThat(contact(other).path("ownName").isNull()).isTrue();

    String path = "/chats/default:" + hidden + "/phone";
    assertThat(desk.call(ADMIN, "DELETE", path, null, null).status()).isEqualTo(200);
    await().until(() -> contact(other).path("ids").size() == 1);
    write(new ChatKey("default", hidden), "Dewi", "lagi", Instant.now());
    await().until(() -> desk.get(SITI, "/contacts/default:" + hidden).status() == 200);
    assertThat(contact(other).path("ids").size()).isEqualTo(1);
  }

  private static void link(String hidden, String phone) throws Exception {
    String path = "/chats/default:" + hidden + "/phone";
    Answer linked = desk.call(ADMIN, "PUT", path, "{\"phone\":\"" + phone + "\"}", null);
    assertThat(linked.status()).as(linked.detail()).isEqualTo(200);
  }

  @Test
  void chatsFromBeforeTheUpgradeGetContacts() throws Exception {
    write("default", number, "Ratna", "halo", Instant.now().minusSeconds(600));
    contact(number);
    jdbc().update("DELETE FROM bot.contacts");
    jdbc().update("DELETE FROM bot.steps WHERE name = 'create-contacts'");
    jdbc()
        .update(
            "UPDATE bot.messages SET sent_at = '2026-01-02T03:04:05Z' WHERE chat_id LIKE ?",
            number + "%");

    run("ContactsOfChats.run");

    JsonNode contact = contact(number);
    assertThat(contact.at("/seen/first").asString()).isEqualTo("2026-01-02T03:04:05Z");
    jdbc().update("DELETE FROM bot.steps WHERE name = 'create-contacts'");
    // As if a new message had created it before its turn came.
    jdbc().update("UPDATE bot.contacts SET first_seen = now()");
    run("ContactsOfChats.run");
    assertThat(contact(number)).isEqualTo(contact);
  }

  @Test
  void blockedCustomerGetsNoAnswerAndNeverWaits() throws Exception {
    write("default", number, "Ratna", "agent", Instant.now());
    contact(number);
    String chat = "/chats/default:" + number;
    await().until(() -> desk.get(SITI, chat).body().path("waiting").isObject());

    assertThat(restrict(SITI, "{\"blocked\":true}").detail())
        .isEqualTo("Only an admin can block or unblock a customer.");
    Answer blocked = restrict(ADMIN, "{\"blocked\":true}");
    assertThat(blocked.status()).isEqualTo(200);
    assertThat(blocked.body().at("/chats/0/rule").asString()).isEqualTo("the customer was blocked");

    assertThat(desk.get(SITI, chat).body().path("waiting").isNull()).isTrue();
    assertThat(desk.get(SITI, chat).body().path("blocked").asBoolean()).isTrue();
    assertThat(contact(number).path("blocked").asBoolean()).isTrue();
    int answers = answers(number).size();
    write("default", number, "Ratna", "halo? agent", Instant.now());
    await().until(() -> desk.get(SITI, chat + "/messages").whole().body().contains("halo? agent"));
    assertThat(desk.get(SITI, chat).body().path("waiting").isNull()).isTrue();
    assertThat(answers(number)).hasSize(answers);
    assertThat(
            desk.call(ADMIN, "POST", chat + "/messages", "{\"text\":\"Siap\"}", "k-" + number)
                .detail())
        .isEqualTo("The customer is blocked: unblock them first.");
    assertThat(
            desk.get(SITI, "/contacts?restricted=true&q=" + number).body().path("contacts").size())
        .isEqualTo(1);
    assertThat(desk.get(SITI, "/contacts?restricted=true").whole().body()).contains(number);

    assertThat(restrict(ADMIN, "{\"blocked\":false}").status()).isEqualTo(200);
    assertThat(contact(number).path("blocked").asBoolean()).isFalse();
  }

  @Test
  void optedOutCustomerWaitsForAPerson() throws Exception {
    write("default", number, "Ratna", "stiker", Instant.now().minus(1, ChronoUnit.HOURS));
    contact(number);
    String chat = "/chats/default:" + number;
    assertThat(restrict(SITI, "{\"optedOut\":true}").status()).isEqualTo(200);
    int answers = answers(number).size();

    write("default", number, "Ratna", "jam buka?", Instant.now());
    await()
        .until(
            () -> desk.get(SITI, chat).body().at("/waiting/reason").asString("").equals("WROTE"));

    assertThat(answers(number)).hasSize(answers);
    assertThat(
            desk.call(ADMIN, "POST", chat + "/messages", "{\"text\":\"Siap\"}", "k-" + number)
                .status())
        .isEqualTo(200);
    assertThat(merge(number, optedIn()).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource({"sales, false", "default, true"})
  void restrictionHoldsForChatsThatTheContactGetsLater(String channel, boolean isMerged)
      throws Exception {
    write("default", number, "Ratna", "stiker", Instant.now().minus(1, ChronoUnit.HOURS));
    contact(number);
    assertThat(restrict(SITI, "{\"optedOut\":true}").status()).isEqualTo(200);
    String id = isMerged ? other : number;
    if (isMerged) {
      assertThat(desk.upload(ADMIN, "/contacts/import", "number\n" + other + "\n").status())
          .isEqualTo(200);
      Answer merged = merge(number, contact(other).path("id").asString());
      assertThat(merged.status()).as(merged.detail()).isEqualTo(200);
    }

    String chat = "/chats/" + channel + ":" + id;
    write(channel, id, "Ratna", "jam buka?", Instant.now());

    await()
        .until(
            () -> desk.get(SITI, chat).body().at("/waiting/reason").asString("").equals("WROTE"));
    assertThat(desk.get(SITI, chat).body().path("optedOut").asBoolean()).isTrue();
    String key = channel + "/" + id + "@s.whatsapp.net";
    assertThat(TestTopics.of(Topics.OUTBOUND_MESSAGES, key, OutboundMessage.class)).isEmpty();
    assertThat(restrict(SITI, "{\"optedOut\":false}").status()).isEqualTo(200);
    assertThat(desk.get(SITI, chat).body().path("optedOut").asBoolean()).isFalse();
  }

  private String optedIn() throws Exception {
    write("default", other, "Lain", "halo", Instant.now());
    return contact(other).path("id").asString();
  }

  @Test
  void importIsAllOrNothing() throws Exception {
    write("default", number, "Ratna", "halo", Instant.now());
    contact(number);
    awaitAnswer();
    String local = "0" + number.substring(2);
    String file =
        "\ufeffnumber;name;city\r\n%s;=Ratna;Bandung\r\n+%s;Dewi;\r\n".formatted(local, other);

    JsonNode dry = desk.upload(ADMIN, "/contacts/import?dryRun=true", file).body();
    assertThat(dry.path("rows").asInt()).isEqualTo(2);
    assertThat(dry.path("errors").size()).isZero();
    assertThat(desk.get(SITI, "/contacts/" + other).status()).isEqualTo(404);

    Answer wrong = desk.upload(ADMIN, "/contacts/import", file + "12;x;y\r\n");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body().at("/errors/0/line").asInt()).isEqualTo(4);
    assertThat(wrong.body().at("/errors/0/column").asString()).isEqualTo("number");
    assertThat(desk.get(SITI, "/contacts/" + other).status()).isEqualTo(404);

    Answer done = desk.upload(ADMIN, "/contacts/import", file);
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.body().path("added").asInt()).isEqualTo(1);
    assertThat(contact(number).path("name").asString()).isEqualTo("=Ratna");
    assertThat(contact(other).at("/seen/first").isNull()).isTrue();
    assertThat(contact(other).path("chats").size()).isZero();

    String export = desk.get(ADMIN, "/contacts/export").whole().body();
    assertThat(export).startsWith("\ufeffnumber,name,language,name_in_whatsapp,blocked,");
    assertThat(export).contains(number + ",'=Ratna,").contains(other + ",Dewi,");
    JsonNode before = contact(number);
    Answer again =
        desk.upload(ADMIN, "/contacts/import", export.replaceAll("(?m)^\\d+@lid.*\\R", ""));
    assertThat(again.status()).as(again.whole().body()).isEqualTo(200);
    assertThat(again.body().path("added").asInt()).isZero();
    assertThat(contact(number)).isEqualTo(before);

    assertThat(desk.upload(SITI, "/contacts/import", file).status()).isEqualTo(403);
    assertThat(desk.get(SITI, "/contacts/export").status()).isEqualTo(403);
  }

  @Test
  void importedNamesReachOpenPages() throws Exception {
    write("default", number, "Ratna", "halo", Instant.now());
    contact(number);
    awaitAnswer();
    try (ApiClient.Stream page = desk.stream(SITI, null)) {
      await().until(() -> !page.lastId().isEmpty());

      String file = "number,name\n%s,Toko %s\n".formatted(number, number);
      assertThat(desk.upload(ADMIN, "/contacts/import", file).status()).isEqualTo(200);

      await().until(() -> page.tellsOf("\"name\":\"Toko " + number + "\""));
    }
  }

  @Test
  void largeNumbersAreExportedWithoutExponent() throws Exception {
    write("default", number, "Ratna", "halo", Instant.now());
    contact(number);
    assertThat(change("{\"fields\":{\"size\":15000000.5}}")).isEqualTo(200);
    JsonNode before = contact(number).path("fields");
    assertThat(before.path("size").asDouble()).isEqualTo(15_000_000.5);

    List<String> lines = desk.get(ADMIN, "/contacts/export").whole().body().lines().toList();
    String row = lines.stream().filter(it -> it.startsWith(number + ",")).findFirst().orElseThrow();
    assertThat(row).contains(",15000000.5,");
    Answer again = desk.upload(ADMIN, "/contacts/import", lines.getFirst() + "\n" + row + "\n");

    assertThat(again.status()).as(again.whole().body()).isEqualTo(200);
    assertThat(contact(number).path("fields")).isEqualTo(before);
  }

  @Test
  void fieldsAreDefinedByAdmins() throws Exception {
    String body = "{\"name\":\"Lama\",\"kind\":\"TEXT\"}";
    assertThat(desk.call(SITI, "PUT", "/contact-fields/lama", body, null).status()).isEqualTo(403);
    assertThat(define("lama", body)).isEqualTo(200);
    assertThat(define("lama", "{\"name\":\"Lama sekali\",\"kind\":\"TEXT\"}")).isEqualTo(200);
    assertThat(define("lama", "{\"name\":\"Lama\",\"kind\":\"NUMBER\"}")).isEqualTo(409);
    assertThat(define("Lama", body)).isEqualTo(400);
    assertThat(define("number", body)).isEqualTo(400);
    assertThat(define("pilih", "{\"name\":\"x\",\"kind\":\"CHOICE\"}")).isEqualTo(400);
    write("default", number, "Ratna", "halo", Instant.now());
    contact(number);
    assertThat(change("{\"fields\":{\"lama\":\"ya\",\"city\":\"Solo\"}}")).isEqualTo(200);

    assertThat(desk.call(ADMIN, "DELETE", "/contact-fields/lama", null, null).status())
        .isEqualTo(204);

    assertThat(contact(number).path("fields").toString()).isEqualTo("{\"city\":\"Solo\"}");
    assertThat(desk.call(ADMIN, "DELETE", "/contact-fields/lama", null, null).status())
        .isEqualTo(404);
  }

  @Test
  void pagesListEachContactOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      write("default", number + i, "Halaman", "halo", Instant.now());
      contact(number + i);
    }
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = desk.get(SITI, "/contacts?q=" + number + "&limit=1" + next).body();
      page.path("contacts").forEach(one -> seen.add(one.path("number").asString()));
      next = page.path("next").isString() ? "&after=" + page.path("next").asString() : "";
    } while (!next.isEmpty());

    assertThat(seen).containsExactlyInAnyOrder(number + 0, number + 1, number + 2);
    assertThat(desk.get(SITI, "/contacts?after=" + chatCursor()).status()).isEqualTo(400);
  }

  private static String chatCursor() throws Exception {
    return desk.get(SITI, "/chats?limit=1").body().path("next").asString();
  }

  private static Answer merge(String into, String id) throws Exception {
    return desk.call(
        SITI, "POST", "/contacts/" + into + "/merge", "{\"contact\":\"" + id + "\"}", null);
  }

  private int change(String body) throws Exception {
    return desk.call(SITI, "PATCH", path, body, null).status();
  }

  // The bot's answer changes the row of the chat and the times of the contact, too.
  private void awaitAnswer() {
    String chat = "/chats/default:" + number;
    await()
        .until(
            () -> !desk.get(SITI, chat).body().path("lastAuthor").asString("").equals("CUSTOMER"));
  }

  private Answer restrict(String who, String body) throws Exception {
    return desk.call(who, "PUT", path + "/restrictions", body, null);
  }

  /// Waits until the contact exists.
  private static JsonNode contact(String number) throws Exception {
    await().until(() -> desk.get(SITI, "/contacts/" + number).status() == 200);
    return desk.get(SITI, "/contacts/" + number).body().path("contact");
  }

  private static List<OutboundMessage> answers(String number) {
    return TestTopics.of(
        Topics.OUTBOUND_MESSAGES, "default/" + number + "@s.whatsapp.net", OutboundMessage.class);
  }

  private static void write(String channel, String number, String name, String words, Instant at) {
    write(new ChatKey(channel, number + "@s.whatsapp.net"), name, words, at);
  }

  private static void write(ChatKey chat, String name, String words, Instant at) {
    TestTopics.write(
        new InboundMessage(
            "w" + CHATS.incrementAndGet() + "-" + chat.chatId(),
            chat.channel(),
            chat.chatId(),
            chat.chatId(),
            name,
            From.CUSTOMER,
            new Content.Text(words),
            null,
            at,
            at,
            false));
  }

  private static int count(String sql) {
    Integer count = jdbc().queryForObject(sql, Integer.class);
    return count == null ? 0 : count;
  }

  private static JdbcTemplate jdbc() {
    return desk.service.getBean(JdbcTemplate.class);
  }

  private static void run(String job) {
    desk.service.getBean(ScheduledTaskHolder.class).getScheduledTasks().stream()
        .filter(task -> task.toString().endsWith("contacts." + job))
        .findAny()
        .orElseThrow()
        .getTask()
        .getRunnable()
        .run();
  }
}
