package id.balas.bot.deskclock;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The lease of the desk clock, by the database's time. A holder that stops renewing it is replaced
/// after 30 s. Two holders do no harm, because the decider checks every command.
@Repository
class DeskLease {

  private static final String HOLD =
      """
      INSERT INTO bot.desk_clock AS lease (holder, held_since, held_until)
      VALUES (:holder, now(), now() + interval '30 seconds')
      ON CONFLICT (only_one) DO UPDATE
      SET holder = excluded.holder, held_until = excluded.held_until,
        held_since = CASE WHEN lease.holder = excluded.holder AND lease.held_until > now()
          THEN lease.held_since ELSE now() END
      WHERE lease.holder = excluded.holder OR lease.held_until <= now()
      RETURNING (extract(epoch FROM now() - held_since) * 1000)::bigint
      """;

  private final JdbcClient jdbc;
  private final UUID holder = UUID.randomUUID();

  DeskLease(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Takes or renews the lease. Returns how long this instance has held it, empty if another one
  /// does.
  Optional<Duration> hold() {
    return jdbc.sql(HOLD)
        .param("holder", holder)
        .query(Long.class)
        .optional()
        .map(Duration::ofMillis);
  }
}
