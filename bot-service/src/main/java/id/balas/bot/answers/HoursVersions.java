package id.balas.bot.answers;

import id.balas.bot.answers.book.Hours;
import id.balas.bot.answers.book.WorkingTime;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The opening hours of desk and teams with their history. Working time is measured when it ends,
/// by the hours in force then, so that a later change of hours does not alter it.
@Repository
public class HoursVersions {

  private static final String ADD =
      "INSERT INTO bot.hours_versions (team_id, hours, in_force_from) VALUES (?, ?::jsonb, clock_timestamp())";

  // A later row counts if two begin at the same time.
  private static final String IN_FORCE =
      """
      SELECT hours FROM bot.hours_versions
      WHERE team_id IS NOT DISTINCT FROM ?::bigint AND in_force_from <= ?
      ORDER BY in_force_from DESC, id DESC LIMIT 1
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  HoursVersions(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /// From now on. `team` null is the desk; `hours` null means the team uses those of the desk.
  public void add(@Nullable Long team, @Nullable Hours hours) {
    jdbc.sql(ADD).param(team).param(hours == null ? null : json.writeValueAsString(hours)).update();
  }

  /// By the hours of the team in force at that time, or those of the desk if it had none.
  public WorkingTime inForce(@Nullable Long team, Instant at) {
    Optional<Hours> own = team == null ? Optional.empty() : find(team, at);
    return new WorkingTime(
        own.or(() -> find(null, at)).orElseGet(() -> Hours.alwaysOpen("Asia/Jakarta")));
  }

  private Optional<Hours> find(@Nullable Long team, Instant at) {
    // Not optional(): the column may be null.
    return jdbc
        .sql(IN_FORCE)
        .param(team)
        .param(Timestamp.from(at))
        .query((row, _) -> Optional.ofNullable(row.getString("hours")))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .findFirst()
        .map(hours -> json.readValue(hours, Hours.class));
  }
}
