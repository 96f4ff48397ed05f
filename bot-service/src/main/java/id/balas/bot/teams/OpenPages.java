package id.balas.bot.teams;

import id.balas.service.database.OldRows;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// The leases of live streams, by the database's clock. A lease outlives its stream, so that an
/// agent stays available while a page reconnects or an instance restarts.
@Repository
public class OpenPages {

  /// Renew a lease this often.
  public static final Duration RENEW_EVERY = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(OpenPages.class);
  private static final int BATCH = 5000;

  private static final String RENEW =
      """
      INSERT INTO bot.open_pages (stream_id, username, open_until) VALUES (?, ?, now() + interval '2 minutes')
      ON CONFLICT (stream_id) DO UPDATE SET open_until = excluded.open_until
      """;
  private static final String DELETE_OLD =
      """
      DELETE FROM bot.open_pages WHERE stream_id IN (
        SELECT stream_id FROM bot.open_pages WHERE open_until < :before AND (SELECT mine FROM turn) LIMIT :batch)
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final OldRows old;

  OpenPages(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.old = new OldRows(jdbc, "bot.open_pages", BATCH, DELETE_OLD);
  }

  /// Opens or renews the lease of a stream. The stream goes on if that fails.
  public void renew(UUID stream, String username) {
    try {
      jdbc.sql(RENEW).params(stream, username).update();
    } catch (DataAccessException e) {
      log.warn("Could not renew the lease of a page, trying again: {}", e.toString());
    }
  }

  @Scheduled(initialDelayString = "PT4M", fixedDelayString = "PT10M")
  void deleteOld() {
    old.deleteBefore(clock.instant().minus(Duration.ofHours(1)));
  }
}
