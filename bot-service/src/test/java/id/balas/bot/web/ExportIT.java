package id.balas.bot.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.balas.bot.web.ApiClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("long")
class ExportIT {

  private static final String ADMIN = "budi:admin";
  private static final String PERIOD = "/export?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z";
  private static final int MESSAGES = 8_000;
  private static final int BATCH = 1_000;
  private static ApiClient desk;

  @BeforeAll
  static void start() {
    desk = new ApiClient();
    JdbcTemplate jdbc = desk.service.getBean(JdbcTemplate.class);
    // Up to 700 messages have one time. The search indexes every word, so all at once would take
    // longer than a statement may on a busy machine.
    for (int from = 1; from <= MESSAGES; from += BATCH) {
      jdbc.update(
          """
          INSERT INTO bot.messages (channel, id, chat_id, author, content, words, sent_at, logged_at)
          SELECT 'export', 'm' || n, 'chat-' || n % 7, 'CUSTOMER',
            jsonb_build_object('@type', 'Text', 'body', repeat('kata ', 200)), repeat('kata ', 200),
            '2026-01-10'::timestamptz + n / (CASE WHEN n < 7000 THEN 700 ELSE 3 END) * interval '1 s', now()
          FROM generate_series(?, ?) n
          """,
          from, from + BATCH - 1);
    }
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void exportHasEachMessageOnceInOrder() throws Exception {
    String csv = desk.get(ADMIN, PERIOD + "&format=csv").whole().body();

    List<String[]> rows = csv.lines().skip(1).map(line -> line.split(",", -1)).toList();
    assertThat(rows).extracting(row -> row[2]).doesNotHaveDuplicates().hasSize(MESSAGES);
    assertThat(rows).extracting(row -> row[7]).isSorted();
  }

  @Test
  void slowDownloadsHoldNoConnection() throws Exception {
    HikariDataSource deciding = desk.service.getBean(HikariDataSource.class);
    List<InputStream> downloads = new ArrayList<>();
    try {
      for (int i = 0; i < deciding.getMaximumPoolSize(); i++) {
        InputStream download = desk.open(ADMIN, PERIOD);
        assertThat(new String(download.readNBytes(1), UTF_8)).isEqualTo("{");
        downloads.add(download);
      }
      assertThat(desk.get(ADMIN, "/chats").status()).isEqualTo(200);
      await().until(() -> activeConnections() == 0);
    } finally {
      for (InputStream download : downloads) {
        download.close();
      }
    }
  }

  @Test
  void brokenExportsNeverLookComplete() throws Exception {
    JdbcTemplate jdbc = desk.service.getBean(JdbcTemplate.class);
    try (InputStream download = desk.open(ADMIN, PERIOD)) {
      assertThat(new String(download.readNBytes(1), UTF_8)).isEqualTo("{");
      jdbc.execute("ALTER TABLE bot.chat_summaries RENAME TO lost_summaries");

      assertThatThrownBy(download::readAllBytes).isInstanceOf(IOException.class);
      Answer csv = desk.get(ADMIN, PERIOD + "&format=csv");
      assertThat(csv.status()).isEqualTo(503);
      assertThat(csv.detail()).contains("database");
      assertThat(csv.whole().headers().firstValue("Content-Disposition")).isEmpty();
      assertThat(desk.get(ADMIN, "/contacts/export").status()).isEqualTo(503);
    } finally {
      jdbc.execute("ALTER TABLE bot.lost_summaries RENAME TO chat_summaries");
    }
  }

  // Of both pools.
  private static long activeConnections() {
    return Objects.requireNonNull(
        desk.service
            .getBean(JdbcTemplate.class)
            .queryForObject(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                  AND (state LIKE 'idle in transaction%' OR state = 'active')
                """,
                Long.class));
  }
}
