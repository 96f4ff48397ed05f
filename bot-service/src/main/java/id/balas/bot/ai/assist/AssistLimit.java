package id.balas.bot.ai.assist;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Limits the calls of each user per minute, in all instances together: one row per user, by the
/// clock of the database.
@Repository
class AssistLimit {

  private static final String TAKE =
      """
      INSERT INTO bot.ai_assists AS taken (username, minute, calls) VALUES (?, date_trunc('minute', now()), 1)
      ON CONFLICT (username) DO UPDATE
      SET minute = excluded.minute, calls = CASE WHEN taken.minute = excluded.minute THEN taken.calls + 1 ELSE 1 END
      WHERE taken.minute <> excluded.minute OR taken.calls < ?
      RETURNING calls
      """;

  private static final String UNTIL_NEXT_MINUTE =
      "SELECT ceil(60 - extract(second FROM now()))::int";

  private final JdbcTemplate jdbc;
  private final int perMinute;

  AssistLimit(JdbcTemplate jdbc, AssistProperties settings) {
    this.jdbc = jdbc;
    this.perMinute = settings.perUserAndMinute();
  }

  /// Empty if the user may call, else the time until the next minute.
  Optional<Duration> take(String username) {
    List<Integer> taken = jdbc.queryForList(TAKE, Integer.class, username, perMinute);
    return taken.isEmpty() ? Optional.of(untilNextMinute()) : Optional.empty();
  }

  private Duration untilNextMinute() {
    Integer seconds = jdbc.queryForObject(UNTIL_NEXT_MINUTE, Integer.class);
    return Duration.ofSeconds(Objects.requireNonNull(seconds));
  }
}
