package id.balas.bot.history;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.BotService;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.transaction.support.TransactionTemplate;

/// Counts the rows that retention reads after new rows have used the pages of deleted ones for many
/// cycles.
@Tag("long")
class RetentionCostIT {

  private static final int CYCLES = 10;
  private static final int ROWS_OF_A_CYCLE = 10_000;
  private static final int ROWS = CYCLES * ROWS_OF_A_CYCLE;
  private static final int OLD = 100;

  private static ConfigurableApplicationContext service;
  private static JdbcTemplate jdbc;

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
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          bot.messages,  sent_at,    365 d, HistoryUpkeep,     "channel, id, chat_id, author, content, logged_at, sent_at",       "'CUSTOMER', '{}'::jsonb, now()"
          bot.decisions, decided_at, 45 d,  DecisionRetention, "channel, cause_id, chat_id, outcome, rule, emits, decided_at", "'SILENT', 'rule', '[]'::json"
          """)
  void retentionReadsOnlyWhatItDeletes(
      String table, String time, String keep, String job, String columns, String values) {
    String insert =
        """
        INSERT INTO %s (%s)
        SELECT 'cost', %s || '-' || n, 'chat-' || n %% 97, %s,
          now() - interval '%s' + n * interval '1 s' - interval '%d s'
        FROM generate_series(%s, %s) n ORDER BY random()
        """;
    // One row a second. At the end the oldest 100 are older than the retention.
    int limit = ROWS + OLD;
    // All at once would take longer than a statement may on a busy machine.
    for (int from = 1; from < ROWS; from += ROWS_OF_A_CYCLE) {
      jdbc.execute(
          insert.formatted(
              table, columns, "'c'", values, keep, limit, from, from + ROWS_OF_A_CYCLE - 1));
    }
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      jdbc.execute(
          "DELETE FROM %s WHERE %s < (SELECT min(%s) FROM %s) + interval '%d s'"
              .formatted(table, time, time, table, ROWS_OF_A_CYCLE));
      jdbc.execute("VACUUM ANALYZE " + table);
      int from = ROWS + cycle * ROWS_OF_A_CYCLE + 1;
      jdbc.execute(
          insert.formatted(
              table, columns, "'c'", values, keep, limit, from, from + ROWS_OF_A_CYCLE - 1));
    }
    jdbc.execute("VACUUM ANALYZE " + table);
    int before = count(table);

    long read = rowsRead(table, job);

    assertThat(before - count(table)).isBetween(OLD - 1, OLD + 60);
    assertThat(read).isBetween(OLD - 1L, 3L * OLD);
  }

  private static long rowsRead(String table, String job) {
    return Objects.requireNonNull(
        service
            .getBean(TransactionTemplate.class)
            .execute(_ -> {
              // Includes earlier statements of this connection that are not yet counted elsewhere.
              long before = rowsRead(table);
              service.getBean(ScheduledTaskHolder.class).getScheduledTasks().stream()
                  .filter(task -> task.toString().endsWith(job + ".deleteOld"))
                  .findAny()
                  .orElseThrow()
                  .getTask()
                  .getRunnable()
                  .run();
              return rowsRead(table) - before;
            }));
  }

  private static long rowsRead(String table) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
            FROM pg_stat_xact_user_tables WHERE relid = ?::regclass
            """,
            Long.class,
            table));
  }

  private static int count(String table) {
    return Objects.requireNonNull(
        jdbc.queryForObject("SELECT count(*) FROM " + table, Integer.class));
  }
}
