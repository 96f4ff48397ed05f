package id.balas.bot.chat.store;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.decision.Decided.Outcome;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Looks up the stored decision about a command, for REST requests.
@Repository
public class DecisionQueries {

  private final JdbcTemplate jdbc;

  DecisionQueries(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  public record Found(Outcome outcome, String rule) {}

  /// Empty until the command is decided.
  public Optional<Found> find(String channel, String commandId) {
    return jdbc
        .query(
            """
            SELECT outcome, rule FROM bot.decisions
            WHERE channel = ? AND cause_id = ? AND outcome <> 'FORWARDED'
            """,
            (row, _) -> new Found(Outcome.valueOf(row.getString("outcome")), row.getString("rule")),
            channel,
            commandId)
        .stream()
        .findFirst();
  }
}
