package id.balas.system.faults;

import id.balas.system.load.Provider;
import id.balas.system.load.Verdict;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Computes the results: the provider's history shows what was sent, the sender's rows only how it
/// was confirmed.
final class DeliveryJudge {

  private static final String EVIDENCE =
      """
      SELECT coalesce(substring(attempt->>'evidence' from '^(echo|list|not)'), 'nothing yet') AS kind, count(*)
      FROM sender.deliveries, jsonb_array_elements(attempts) AS attempt
      WHERE attempt->>'evidence' IS NOT NULL OR attempt->>'outcome' IS NULL OR attempt->>'outcome' = 'UNKNOWN'
      GROUP BY kind
      """;

  private final String jdbcUrl;
  private final Provider provider;

  DeliveryJudge(String jdbcUrl, Provider provider) {
    this.jdbcUrl = jdbcUrl;
    this.provider = provider;
  }

  Verdict verdict(String prefix, Map<String, List<String>> expected) {
    return Verdict.of(expected, provider.texts(prefix + "1"));
  }

  /// Messages of these chats that the provider took later than `grace` after a person had taken
  /// over: a call that was under way then may last as long.
  int startedOver(Map<String, Instant> takenOver, Duration grace) {
    int count = 0;
    for (var chat : takenOver.entrySet()) {
      count +=
          (int)
              provider.times(chat.getKey()).stream()
                  .filter(time -> time.isAfter(chat.getValue().plus(grace)))
                  .count();
    }
    return count;
  }

  /// How many messages have no final state or have not arrived yet.
  int open() {
    return count(
        "SELECT count(*) FROM sender.deliveries WHERE finished_at IS NULL OR log_partition IS NOT NULL");
  }

  int known() {
    return count("SELECT count(*) FROM sender.deliveries");
  }

  private int count(String query) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How often an unknown result was resolved by what.
  Map<String, Integer> evidence() {
    Map<String, Integer> counts = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(EVIDENCE)) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return counts;
  }
}
