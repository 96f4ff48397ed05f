package id.balas.sender.pacing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The channels that an admin has paused. Each instance reads them every second and keeps the last
/// known state while the database is unavailable.
@Component
public class Pauses {

  private static final Logger log = LoggerFactory.getLogger(Pauses.class);
  private static final int REFRESH_EVERY_MILLIS = 1000;

  private static final String PAUSED =
      "SELECT name, note, changed_by, changed_at FROM sender.channels WHERE paused";

  private static final String CHANGE =
      """
      INSERT INTO sender.channels (name, paused, note, changed_by, changed_at)
      VALUES (:name, :paused, :note, :by, :at)
      ON CONFLICT (name) DO UPDATE
      SET paused = EXCLUDED.paused, note = EXCLUDED.note, changed_by = EXCLUDED.changed_by,
          changed_at = EXCLUDED.changed_at
      """;

  record Pause(String channel, String note, String by, Instant since) {}

  private final JdbcClient jdbc;
  private final Clock clock;
  private volatile Map<String, Pause> paused;
  private boolean isFailing;

  // Reads before the first message is processed: a paused channel must not send after a restart.
  Pauses(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.paused = read();
  }

  /// Returns null if the channel is not paused.
  @Nullable Pause of(String channel) {
    return paused.get(channel);
  }

  public void pause(String channel, String note, String by) {
    change(channel, true, note, by);
  }

  public void resume(String channel, String note, String by) {
    change(channel, false, note, by);
  }

  private synchronized void change(String channel, boolean pause, String note, String by) {
    jdbc.sql(CHANGE)
        .param("name", channel)
        .param("paused", pause)
        .param("note", note)
        .param("by", by)
        .param("at", Timestamp.from(clock.instant()))
        .update();
    log.info("Channel {} was {}", channel, pause ? "paused" : "resumed");
    paused = read();
  }

  // A fixed delay would wait for the other scheduled jobs.
  @Scheduled(fixedRate = REFRESH_EVERY_MILLIS)
  synchronized void refresh() {
    try {
      paused = read();
      isFailing = false;
    } catch (DataAccessException e) {
      if (!isFailing) {
        log.warn(
            "Failed to read the paused channels, keeping the last known state: {}", e.toString());
      }
      isFailing = true;
    }
  }

  private Map<String, Pause> read() {
    return jdbc.sql(PAUSED).query(Pauses::pause).list().stream()
        .collect(Collectors.toMap(Pause::channel, pause -> pause));
  }

  private static Pause pause(ResultSet row, int number) throws SQLException {
    return new Pause(
        row.getString("name"),
        row.getString("note"),
        row.getString("changed_by"),
        row.getTimestamp("changed_at").toInstant());
  }
}
