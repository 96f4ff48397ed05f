package id.balas.sender.pacing;

import id.balas.sender.pacing.Limit.Period;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The tokens that all instances have used of each channel's second, minute and day: one row per
/// channel and period, reset when the period ends.
@Repository
class Budgets {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private static final String LIMITS =
      "json_to_recordset(:limits::json) AS limits(period text, begins timestamptz, open int)";

  private static final String PREPARE =
      """
      INSERT INTO sender.budgets (channel, period, begins, used)
      SELECT :channel, period, begins, 0 FROM
      """
          + LIMITS
          + " ON CONFLICT (channel, period) DO NOTHING";

  // Rows are locked in a consistent order. If another instance's clock has started the period, it
  // has started for all. A start far in the future comes from a wrong clock and is ignored.
  private static final String LEASE =
      """
      WITH held AS (
        SELECT period, open,
               CASE WHEN is_present THEN row.begins ELSE limits.begins END AS begins,
               CASE WHEN is_present THEN used ELSE 0 END AS used
        FROM sender.budgets row
        JOIN
      """
          + LIMITS
          + """
             USING (period)
            CROSS JOIN LATERAL (
              SELECT row.begins BETWEEN limits.begins AND :latest AS is_present) present
            WHERE channel = :channel
            ORDER BY period
            FOR UPDATE OF row),
          granted AS (SELECT greatest(0, least(:tokens, min(open - used))) AS tokens FROM held)
          UPDATE sender.budgets row
          SET begins = held.begins, used = held.used + granted.tokens
          FROM held, granted
          WHERE row.channel = :channel AND row.period = held.period
          RETURNING row.period, row.used, granted.tokens
          """;

  private static final String GIVE_BACK =
      """
      WITH held AS (
        SELECT period
        FROM sender.budgets row
        JOIN
      """
          + LIMITS
          + """
             USING (period, begins)
            WHERE channel = :channel
            ORDER BY period
            FOR UPDATE OF row)
          UPDATE sender.budgets row
          SET used = greatest(0, used - :tokens)
          FROM held
          WHERE row.channel = :channel AND row.period = held.period
          """;

  private static final String USED =
      "SELECT period, begins, used FROM sender.budgets WHERE channel = :channel";

  /// The number of granted tokens, and the use of each period by all instances, these tokens
  /// included.
  record Granted(int tokens, Map<Period, Integer> used) {}

  private record Row(Period period, int used, int tokens) {}

  private record Used(Period period, Instant begins, int used) {}

  private final JdbcClient jdbc;

  Budgets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Leases up to `tokens` tokens. Each token counts against all limits.
  Granted lease(String channel, List<Limit> limits, int tokens, Instant now) {
    List<Row> rows = leased(channel, limits, tokens, now);
    if (rows.size() < limits.size()) {
      jdbc.sql(PREPARE).param("channel", channel).param("limits", json(limits, now)).update();
      rows = leased(channel, limits, tokens, now);
    }
    Map<Period, Integer> used = new EnumMap<>(Period.class);
    rows.forEach(row -> used.put(row.period(), row.used()));
    return new Granted(rows.stream().mapToInt(Row::tokens).min().orElse(0), used);
  }

  private List<Row> leased(String channel, List<Limit> limits, int tokens, Instant now) {
    return jdbc.sql(LEASE)
        .param("channel", channel)
        .param("limits", json(limits, now))
        .param("tokens", tokens)
        .param("latest", Timestamp.from(now.plus(CLOCKS_APART)))
        .query((row, _) ->
            new Row(
                Period.valueOf(row.getString("period")), row.getInt("used"), row.getInt("tokens")))
        .list();
  }

  /// Returns unused tokens to those periods that have not ended.
  void giveBack(String channel, List<Limit> limits, int tokens) {
    jdbc.sql(GIVE_BACK)
        .param("channel", channel)
        .param("limits", json(limits, Instant.EPOCH))
        .param("tokens", tokens)
        .update();
  }

  /// The use of each limit by all instances.
  Map<Period, Integer> used(String channel, List<Limit> limits) {
    List<Used> rows =
        jdbc.sql(USED)
            .param("channel", channel)
            .query((row, _) ->
                new Used(
                    Period.valueOf(row.getString("period")),
                    row.getTimestamp("begins").toInstant(),
                    row.getInt("used")))
            .list();
    Map<Period, Integer> used = new EnumMap<>(Period.class);
    for (Limit limit : limits) {
      used.put(
          limit.period(),
          rows.stream()
              .filter(
                  row -> row.period() == limit.period() && !row.begins().isBefore(limit.begins()))
              .mapToInt(Used::used)
              .findAny()
              .orElse(0));
    }
    return used;
  }

  private static String json(List<Limit> limits, Instant now) {
    return JSON.writeValueAsString(
        limits.stream()
            .map(limit ->
                Map.of(
                    "period",
                    limit.period().name(),
                    "begins",
                    limit.begins().toString(),
                    "open",
                    limit.open(now)))
            .toList());
  }
}
