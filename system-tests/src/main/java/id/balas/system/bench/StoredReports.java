package id.balas.system.bench;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.ByteUtils;

/// The figures of a year of reports, as of ten million messages: 2,740 conversations a day, of
/// which 1,100 had a person.
final class StoredReports {

  static final int DAYS = 365;

  private static final int CONVERSATIONS = 2_740;
  private static final Map<String, Integer> PARTS =
      Map.of("ALL", 1, "TEAM", 5, "AGENT", 200, "CHANNEL", 2, "LABEL", 10);

  // How often each time occurs on a day, and its mean in seconds.
  private enum Measure {
    FIRST_ANSWER(CONVERSATIONS, 1),
    FIRST_WAIT(1_100, 600),
    NEXT_WAIT(1_500, 600),
    RESOLUTION(1_100, 7_200);

    private final int often;
    private final int mean;

    Measure(int often, int mean) {
      this.often = often;
      this.mean = mean;
    }
  }

  private final Random random = new Random(1);
  private final LocalDate last;

  StoredReports(LocalDate last) {
    this.last = last;
  }

  /// The service must have created its tables.
  void fill(String jdbcUrl) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement days =
            connection.prepareStatement(
                """
                INSERT INTO bot.report_days (day, part, name, conversations, messages, ended_by_bot, waits, misses, failures)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        PreparedStatement times =
            connection.prepareStatement(
                "INSERT INTO bot.report_times (day, part, name, measure, counts) VALUES (?, ?, ?, ?, ?)")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < DAYS; i++) {
        for (var part : PARTS.entrySet()) {
          add(last.minusDays(i), part.getKey(), part.getValue(), days, times);
        }
        days.executeBatch();
        times.executeBatch();
        connection.commit();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the reports could not be filled", e);
    }
  }

  private void add(
      LocalDate day, String part, int names, PreparedStatement days, PreparedStatement times)
      throws SQLException {
    for (int name = 0; name < names; name++) {
      List<Object> row = new ArrayList<>(List.of(day, part, part.equals("ALL") ? "" : part + name));
      int conversations = CONVERSATIONS / names;
      row.addAll(List.of(conversations, conversations * 10, conversations / 2, 40, 4, 2));
      for (int i = 0; i < row.size(); i++) {
        days.setObject(i + 1, row.get(i));
      }
      days.addBatch();
      for (Measure measure : Measure.values()) {
        times.setObject(1, day);
        times.setString(2, part);
        times.setString(3, part.equals("ALL") ? "" : part + name);
        times.setString(4, measure.name());
        times.setBytes(5, counts(measure.often / names, measure.mean));
        times.addBatch();
      }
    }
  }

  // As bot-service stores them.
  private byte[] counts(int often, int mean) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < Math.max(1, often); i++) {
      counts.merge((int) (-Math.log(1 - random.nextDouble()) * mean), 1, Integer::sum);
    }
    var bytes = ByteBuffer.allocate(10 * counts.size());
    counts.forEach((seconds, count) -> {
      ByteUtils.writeUnsignedVarint(seconds, bytes);
      ByteUtils.writeUnsignedVarint(count, bytes);
    });
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
