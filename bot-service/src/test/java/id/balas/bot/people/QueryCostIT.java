package id.balas.bot.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.BotService;
import id.balas.bot.chat.store.DueChats;
import id.balas.bot.history.queries.TimelineEntry;
import id.balas.bot.history.queries.TimelineQueries;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.history.readable.ReadableContents;
import id.balas.bot.inbox.ChatDetails;
import id.balas.bot.inbox.ChatQueries;
import id.balas.bot.inbox.ChatSearch;
import id.balas.bot.inbox.View;
import id.balas.bot.inbox.ViewCounts;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.value.ChatKey;
import id.balas.service.web.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.transaction.support.TransactionTemplate;

/// The queries about waiting chats and conversations read few of 100,000 chats, and no table as a
/// whole: each has its index.
@Tag("long")
class QueryCostIT {

  private static final int CHATS = 100_000;
  private static ConfigurableApplicationContext service;
  private static JdbcTemplate jdbc;

  // Of a thousand chats, one waits, one is snoozed, one is of an agent, one is a group and one has
  // a
  // found message. One in twenty is open, half of them are resolved.
  @BeforeAll
  static void start() {
    service =
        new SpringApplicationBuilder(BotService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--DATABASE_URL=" + TestPostgres.newDatabase());
    jdbc = service.getBean(JdbcTemplate.class);
    jdbc.update("INSERT INTO bot.teams (name, assignment) VALUES ('Orders', 'MANUAL')");
    jdbc.update("INSERT INTO bot.team_members SELECT id, 'siti' FROM bot.teams");
    jdbc.update("INSERT INTO bot.team_channels SELECT 'c', id FROM bot.teams");
    fill(
        """
        INSERT INTO bot.chats (channel, chat_id, mode, epoch, version, handling, waiting_since, waiting_late, snoozed_until,
          idle_since, assignee, resolved_at)
        SELECT 'c', CHAT, 'BOT', 1, 1,
          CASE WHEN n % 1000 = 0 THEN '{"waiting":{"reasons":["WROTE"],"since":"2026-11-01T00:00:00Z","latestId":"m",'
            || '"latestAt":"2026-11-01T00:00:00Z"}}' END::json,
          CASE WHEN n % 1000 = 0 THEN AGE END, CASE WHEN n % 1000 = 0 THEN false END,
          CASE WHEN n % 1000 = 1 THEN AGE END, CASE WHEN n % 20 = 2 THEN AGE END,
          CASE WHEN n % 1000 = 4 THEN 'siti' END, CASE WHEN n % 1000 > 500 AND n % 20 <> 2 THEN AGE END
        """);
    fill(
        """
        INSERT INTO bot.chat_summaries (channel, chat_id, last_at, last_id, last_author, last_inbound_at, filled_at)
        SELECT 'c', CHAT, AGE, 'm', 'CUSTOMER', AGE, CASE WHEN n % 1000 = 3 THEN now() END
        """);
    fill(
        """
        INSERT INTO bot.messages (channel, id, chat_id, author, content, sent_at, logged_at, backfilled)
        SELECT 'c', 'm' || n, CHAT, 'CUSTOMER', '{"@type":"Text","body":"halo"}', AGE,
          CASE WHEN n % 1000 = 3 THEN now() ELSE AGE END, n % 1000 = 3
        """);
    fill(
        """
        INSERT INTO bot.read_marks (channel, chat_id, read_up_to, marked_by, marked_at)
        SELECT 'c', CHAT, now(), 'siti', now() - interval '1 day'
        """);
    fill(
        """
        INSERT INTO bot.conversations (channel, chat_id, id, status, opened_at, active_at, changed_at)
        SELECT 'c', CHAT, 'v' || n, 'OPEN', AGE, now() - n * interval '316 s', AGE
        """);
    fill(
        """
        INSERT INTO bot.decisions (channel, cause_id, chat_id, outcome, rule, emits, decided_at)
        SELECT 'c', 'd' || n, CHAT, CASE WHEN n % 2 = 1 THEN 'HANDED_OFF' ELSE 'DONE' END, 'rule', '[]', AGE
        """);
    for (String table :
        new String[] {
          "chats", "chat_summaries", "messages", "read_marks", "decisions", "conversations"
        }) {
      await().until(() -> vacuumed(table));
    }
  }

  // A transaction of the service that began before can keep pages from being marked as visible to
  // all. Index-only scans would read their rows, too.
  private static boolean vacuumed(String table) {
    jdbc.execute("VACUUM ANALYZE bot." + table);
    return count(
            "SELECT count(*) FROM pg_class WHERE oid = 'bot.%s'::regclass AND relallvisible >= relpages * 0.99"
                .formatted(table))
        == 1;
  }

  private static void fill(String insert) {
    jdbc.execute(
        insert
                .replace(
                    "CHAT,",
                    "'628' || n || CASE WHEN n % 1000 = 5 THEN '@g.us' ELSE '@s.whatsapp.net' END,")
                .replace("AGE", "now() - n * interval '1 minute'")
            + " FROM generate_series(1, %d) AS n".formatted(CHATS));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void timersReadTheirPage() {
    DueChats due = service.getBean(DueChats.class);
    Instant now = Instant.now();
    assertCost("chats", 300, () -> assertThat(due.endedSnoozes(now, null, 20)).hasSize(20));
    assertCost(
        "chats",
        300,
        () -> {
          var page = due.idleSince(now, null, 20);
          assertThat(due.idleSince(now, page.getLast(), 20)).hasSize(20);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"20007", "20008"})
  void timelineReadsItsChat(String number) {
    TimelineQueries timelines = service.getBean(TimelineQueries.class);
    var chat = new ChatKey("c", "628" + number + "@s.whatsapp.net");
    assertCost(
        "decisions",
        300,
        () ->
            assertThat(timelines.page(chat, null, 50).entries())
                .extracting(TimelineEntry::id)
                .containsExactlyInAnyOrder("m" + number, "d" + number));
  }

  @Test
  void queueReadsItsPage() {
    assertCost(
        "chats",
        300,
        () -> {
          ChatDetails.Page first = list(true, null);
          assertThat(first.chats()).hasSize(20);
          String next = Objects.requireNonNull(first.next());
          assertThat(list(true, Cursor.parse(next)).chats())
              .hasSize(20)
              .doesNotContainAnyElementsOf(first.chats());
        });
    assertCost("messages", 300, () -> list(true, null));
    assertCost("chat_summaries", 300, () -> list(true, null));
  }

  @Test
  void listReadsItsPage() {
    assertCost(
        "chat_summaries",
        300,
        () -> {
          ChatDetails.Page first = list(false, null);
          assertThat(first.chats()).hasSize(20).allMatch(chat -> chat.unread() == 1);
          list(false, Cursor.parse(Objects.requireNonNull(first.next())));
        });
    assertCost("messages", 300, () -> list(false, null));
  }

  // Every twentieth chat of the list is open.
  @ParameterizedTest
  @EnumSource(View.class)
  void viewsReadTheirPage(View view) {
    for (String table : new String[] {"chats", "chat_summaries", "messages"}) {
      assertCost(
          table,
          1_300,
          () -> {
            ChatDetails.Page first = list(view, null);
            assertThat(first.chats()).hasSize(20);
            assertThat(list(view, Cursor.parse(Objects.requireNonNull(first.next()))).chats())
                .hasSize(20)
                .doesNotContainAnyElementsOf(first.chats());
          });
    }
  }

  @Test
  void countsReadNoMoreThanTheyCount() {
    ViewCounts counts = service.getBean(ViewCounts.class);
    var expected = new ViewCounts.Counts(100, 100, 100, 100, 1000, 1000, 100, 1000, 1000, 100);
    for (String table : new String[] {"chats", "chat_summaries"}) {
      service
          .getBean(TransactionTemplate.class)
          .executeWithoutResult(_ -> {
            int before = read(table);
            assertThat(counts.of("siti")).isEqualTo(expected);
            assertThat(read(table) - before).as("rows read of %s", table).isLessThan(7_000);
          });
    }
  }

  @Test
  void gaugesReadTheWaitingChats() {
    assertCost("chats", 2 * CHATS / 1000, () -> run("WaitingGauges.refresh"));
  }

  // 365 days are 99,797 times 316 s.
  @Test
  void retentionReadsTheOldConversations() {
    assertCost("conversations", 1000, () -> run("Conversations.deleteOld"));
    assertThat(count("SELECT count(*) FROM bot.conversations")).isBetween(99_790, 99_800);
  }

  @Test
  void movingInLooksAtEachChatOnce() {
    OpenChats open = service.getBean(OpenChats.class);
    assertCost(
        "messages",
        30_000,
        () -> {
          int found = 0;
          OpenChats.Page page = open.after(null, Instant.now(), Duration.ofDays(1));
          while (page.last() != null) {
            found += page.found().size();
            page = open.after(page.last(), Instant.now(), Duration.ofDays(1));
          }
          assertThat(found + page.found().size()).isBetween(1_400, 1_500);
        });
  }

  private static ChatDetails.Page list(boolean waiting, @Nullable Cursor after) {
    return list(waiting ? View.WAITING : View.ALL, after);
  }

  private static ChatDetails.Page list(View view, @Nullable Cursor after) {
    ReadableContent contents = service.getBean(ReadableContents.class).accepted(null);
    return service
        .getBean(ChatQueries.class)
        .list(new ChatSearch("siti", view, ChatSearch.Filter.NONE, null, after, 20), contents);
  }

  private static void run(String job) {
    service.getBean(ScheduledTaskHolder.class).getScheduledTasks().stream()
        .filter(task -> task.toString().endsWith("people." + job))
        .findAny()
        .orElseThrow()
        .getTask()
        .getRunnable()
        .run();
  }

  private static void assertCost(String table, long most, Runnable queries) {
    service
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          // Includes earlier statements of this connection that are not yet counted elsewhere.
          int before = read(table);
          int scans = scans(table);
          queries.run();
          assertThat(scans(table) - scans).as("scans of all %s", table).isZero();
          assertThat(read(table) - before).as("rows read of %s", table).isBetween(1, (int) most);
        });
  }

  private static int read(String table) {
    return count(
        "SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
            + " FROM pg_stat_xact_user_tables WHERE relid = 'bot.%s'::regclass".formatted(table));
  }

  private static int scans(String table) {
    return count(
        "SELECT coalesce(seq_scan, 0)"
            + " FROM pg_stat_xact_user_tables WHERE relid = 'bot.%s'::regclass".formatted(table));
  }

  private static int count(String sql) {
    return Objects.requireNonNull(jdbc.queryForObject(sql, Integer.class));
  }
}
