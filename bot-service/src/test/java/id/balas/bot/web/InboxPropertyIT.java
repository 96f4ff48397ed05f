package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.decision.people.ConversationStatus;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.history.readable.ReadableContents;
import id.balas.bot.inbox.ChatDetails;
import id.balas.bot.inbox.ChatQueries;
import id.balas.bot.inbox.ChatSearch;
import id.balas.bot.inbox.View;
import id.balas.bot.inbox.ViewCounts;
import id.balas.bot.web.ApiClient.Stream;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import id.balas.service.web.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// While users and customers act at random, at every moment each view lists exactly the chats that
/// belong to it, and its count is their number. At the end, the last row of each chat in each
/// stream is what a GET returns.
@Tag("long")
class InboxPropertyIT {

  private static final long SEED = 21;
  private static final int ACTS = 250;
  private static final int CHATS = 14;
  private static final List<String> USERS = List.of("siti", "joko", "budi");
  private static ApiClient desk;
  private static TransactionTemplate oneMoment;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void start() throws Exception {
    desk = new ApiClient();
    JdbcTemplate jdbc = desk.service.getBean(JdbcTemplate.class);
    jdbc.update(
        "INSERT INTO bot.users VALUES ('siti', 'Siti', 'karyawan', false, 1), ('joko', 'Joko', 'karyawan', false, 2),"
            + " ('budi', 'Budi', 'admin', false, 3)");
    team("orders", "siti", "default");
    team("returns", "joko", "other");
    oneMoment = new TransactionTemplate(desk.service.getBean(PlatformTransactionManager.class));
    oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    oneMoment.setReadOnly(true);
  }

  private static void team(String name, String member, String channel) throws Exception {
    String body =
        "{\"name\":\"%s\",\"members\":[\"%s\"],\"channels\":[\"%s\"]}"
            .formatted(name, member, channel);
    assertThat(desk.call("budi:admin", "POST", "/teams", body, null).status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void countsEqualListsAndStreamedRowsEqualGets() throws Exception {
    Map<String, Stream> streams = new HashMap<>();
    USERS.forEach(user -> streams.put(user, desk.stream(user(user), null)));
    await().until(() -> streams.values().stream().noneMatch(it -> it.lastId().isEmpty()));
    try (var acting = Executors.newSingleThreadExecutor()) {
      CompletableFuture<Void> acts = CompletableFuture.runAsync(this::act, acting);
      int moments = 0;
      while (!acts.isDone() || moments < 20) {
        String user = USERS.get(moments++ % USERS.size());
        oneMoment.executeWithoutResult(_ -> check(user));
      }
      acts.join();
      System.out.printf("Compared all views at %d moments, seed %d%n", moments, SEED);
    }
    for (String user : USERS) {
      for (int i = 0; i < CHATS; i++) {
        String id = chat(i).channel() + ":" + chat(i).chatId();
        await()
            .untilAsserted(() ->
                assertThat(lastRow(streams.get(user), id))
                    .as("%s for %s", id, user)
                    .isEqualTo(found(user, id)));
      }
    }
    streams.values().forEach(Stream::close);
  }

  private static @Nullable JsonNode found(String user, String id) throws Exception {
    ApiClient.Answer found = desk.get(user(user), "/chats/" + id);
    return found.status() == 200 ? found.body() : null;
  }

  private static @Nullable JsonNode lastRow(@Nullable Stream stream, String id) {
    return stream == null
        ? null
        : InboxIT.data(stream, "chat").stream()
            .filter(it -> it.path("chat").asString().equals(id) && it.has("row"))
            .reduce((_, last) -> last)
            .map(it -> it.path("row"))
            .orElse(null);
  }

  private static void check(String user) {
    ViewCounts.Counts counts = desk.service.getBean(ViewCounts.class).of(user);
    Map<View, Integer> counted = new EnumMap<>(View.class);
    counted.put(View.WAITING, counts.waiting());
    counted.put(View.MINE, counts.mine());
    counted.put(View.UNASSIGNED, counts.unassigned());
    counted.put(View.TEAM, counts.team());
    counted.put(View.ALL, counts.all());
    counted.put(View.OPEN, counts.open());
    counted.put(View.SNOOZED, counts.snoozed());
    counted.put(View.RESOLVED, counts.resolved());
    counted.put(View.BOT, counts.bot());
    counted.put(View.GROUPS, counts.groups());
    List<ChatDetails> all = list(user, View.ALL, null);
    for (View view : View.values()) {
      List<String> expected = ids(all.stream().filter(belongsTo(view, user)).toList());
      List<String> listed = ids(list(user, view, null));
      assertThat(listed).as("%s of %s", view, user).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(counted.get(view)).as("count of %s of %s", view, user).isEqualTo(listed.size());
      List<String> unread =
          ids(all.stream().filter(belongsTo(view, user).and(chat -> chat.unread() > 0)).toList());
      assertThat(ids(list(user, view, true)))
          .as("unread %s of %s", view, user)
          .containsExactlyInAnyOrderElementsOf(unread);
    }
  }

  // Written from the documentation of the views, by what a row shows.
  private static Predicate<ChatDetails> belongsTo(View view, String user) {
    Predicate<ChatDetails> waits =
        chat -> chat.people().waiting() != null && chat.people().snoozedUntil() == null;
    return switch (view) {
      case WAITING -> waits;
      case UNASSIGNED -> waits.and(chat -> chat.assignee() == null);
      case TEAM -> waits.and(chat -> memberOf(team(chat)).equals(user));
      case MINE -> chat -> user.equals(chat.assignee()) && chat.people().snoozedUntil() == null;
      case ALL -> _ -> true;
      case OPEN -> chat -> status(chat) == ConversationStatus.OPEN;
      case SNOOZED -> chat -> chat.people().snoozedUntil() != null;
      case RESOLVED ->
          chat ->
              status(chat) == ConversationStatus.RESOLVED && chat.people().snoozedUntil() == null;
      case BOT ->
          chat ->
              chat.mode() == Mode.BOT
                  && chat.humanUntil() == null
                  && !chat.chatId().endsWith("@g.us");
      case GROUPS -> chat -> chat.chatId().endsWith("@g.us");
    };
  }

  private static @Nullable ConversationStatus status(ChatDetails chat) {
    ChatDetails.ConversationDetails conversation = chat.people().conversation();
    return conversation == null ? null : conversation.status();
  }

  private static String team(ChatDetails chat) {
    String team = chat.people().team();
    return team == null ? (chat.channel().equals("default") ? "orders" : "returns") : team;
  }

  private static String memberOf(String team) {
    return team.equals("orders") ? "siti" : "joko";
  }

  // In pages of three, so that the cursors are tested, too.
  private static List<ChatDetails> list(String user, View view, @Nullable Boolean unread) {
    ReadableContent readable = desk.service.getBean(ReadableContents.class).accepted("id");
    var filter = new ChatSearch.Filter(null, null, null, unread, false, null, null, null, null);
    List<ChatDetails> all = new ArrayList<>();
    Cursor after = null;
    do {
      ChatDetails.Page page =
          desk.service
              .getBean(ChatQueries.class)
              .list(new ChatSearch(user, view, filter, null, after, 3), readable);
      all.addAll(page.chats());
      after = page.next() == null ? null : Cursor.parse(page.next());
    } while (after != null);
    return all;
  }

  private static List<String> ids(List<ChatDetails> chats) {
    return chats.stream().map(ChatDetails::id).toList();
  }

  private void act() {
    try {
      for (int i = 0; i < ACTS; i++) {
        act(i);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void act(int step) throws Exception {
    ChatKey chat = chat(random.nextInt(CHATS));
    String path = "/chats/" + chat.channel() + ":" + chat.chatId();
    String user = user(USERS.get(random.nextInt(USERS.size())));
    String key = "p" + step;
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> write(chat, key, new Content.Text("halo"), From.CUSTOMER);
      case 3, 4 ->
          write(
              chat,
              key,
              new Content.Media(
                  Content.Media.Kind.VOICE, "m-1", null, "audio/ogg", null, null, 1000L),
              From.CUSTOMER);
      case 5 -> write(chat, key, new Content.Text("sebentar"), From.PHONE);
      case 6 -> call(user, "PATCH", path, "{\"mode\":\"AGENT\"}");
      case 7 -> call(user, "PATCH", path, "{\"mode\":\"BOT\"}");
      case 8 -> call(user, "POST", path + "/resolve", null);
      case 9 ->
          call(
              user,
              "POST",
              path + "/snooze",
              "{\"until\":\"%s\"}"
                  .formatted(Instant.now().plusMillis(1000 + random.nextInt(3000))));
      case 10 ->
          call(
              "budi:admin",
              "POST",
              path + "/transfer",
              "{\"team\":\"%s\"}".formatted(random.nextBoolean() ? "orders" : "returns"));
      case 11 -> call(user, "POST", path + "/read", null);
      case 12 -> call(user, "POST", path + "/unread", null);
      default -> call(user, "POST", path + "/messages", "{\"text\":\"Baik\"}", key);
    }
  }

  private static void call(String who, String method, String path, @Nullable String body)
      throws Exception {
    call(who, method, path, body, null);
  }

  // A chat without messages is unknown, rules refuse some actions, and on a busy machine an action
  // is decided after its answer.
  private static void call(
      String who, String method, String path, @Nullable String body, @Nullable String key)
      throws Exception {
    assertThat(desk.call(who, method, path, body, key).status()).isIn(200, 202, 204, 404, 409);
  }

  private static String user(String name) {
    return name.equals("budi") ? "budi:admin" : name + ":karyawan";
  }

  private static ChatKey chat(int number) {
    String channel = number % 3 == 0 ? "other" : "default";
    String suffix = number % 7 == 6 ? "@g.us" : "@s.whatsapp.net";
    return new ChatKey(channel, "62857000010%02d%s".formatted(number, suffix));
  }

  private static void write(ChatKey chat, String id, Content content, From author) {
    Instant now = Instant.now();
    TestTopics.write(
        new InboundMessage(
            "inbox-" + id,
            chat.channel(),
            chat.chatId(),
            chat.chatId(),
            "Ratna",
            author,
            content,
            null,
            now,
            now,
            false));
  }
}
