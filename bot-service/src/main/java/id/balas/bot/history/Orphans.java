package id.balas.bot.history;

import id.balas.bot.database.Rows;
import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.history.model.MessageName;
import id.balas.bot.history.model.Telling;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/// Updates of messages that do not exist yet, kept until the message arrives. Duplicates are stored
/// once.
final class Orphans {

  private static final String ADD =
      """
      INSERT INTO bot.message_orphans (channel, about_id, chat_id, of_people, digest, sequel, echo, logged_at)
      SELECT *
      FROM unnest(?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::jsonb[], ?::jsonb[], ?::timestamptz[])
      ON CONFLICT DO NOTHING
      """;

  // Skips rows that another transaction has locked: that transaction attaches them.
  private static final String TAKE =
      """
      WITH called AS (SELECT DISTINCT channel, id FROM unnest(?::text[], ?::text[]) AS called (channel, id)),
      found AS MATERIALIZED (
        SELECT found.*
        FROM called
        CROSS JOIN LATERAL (
          SELECT * FROM bot.message_orphans
          WHERE channel = called.channel AND about_id = called.id
            AND (EXISTS (SELECT FROM bot.messages WHERE channel = called.channel AND id = called.id)
              OR EXISTS (SELECT FROM bot.messages WHERE channel = called.channel AND provider_id = called.id))
          FOR UPDATE SKIP LOCKED) AS found)
      DELETE FROM bot.message_orphans AS orphans
      USING found
      WHERE orphans.channel = found.channel AND orphans.about_id = found.about_id
        AND orphans.chat_id = found.chat_id AND orphans.digest = found.digest
      RETURNING orphans.*
      """;

  private static final String UNCLAIMED =
      """
      SELECT * FROM bot.message_orphans WHERE echo IS NOT NULL AND logged_at < ?::timestamptz ORDER BY logged_at LIMIT ?
      """;

  private static final String WAITING =
      "SELECT DISTINCT channel, about_id FROM bot.message_orphans";

  private final JdbcTemplate jdbc;
  private final Tables tables;

  Orphans(JdbcTemplate jdbc, Tables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  void add(List<Telling> told) {
    if (told.isEmpty()) {
      return;
    }
    List<String> sequels =
        told.stream().map(telling -> HistoryJson.write(telling.sequel())).toList();
    jdbc.update(
        tables.in(ADD),
        Rows.column(told, Telling::channel),
        Rows.column(told, Telling::aboutId),
        Rows.column(told, Telling::chatId),
        Rows.column(told, Telling::ofPeople),
        IntStream.range(0, told.size())
            .mapToObj(i -> digest(told.get(i), sequels.get(i)))
            .toArray(String[]::new),
        sequels.toArray(String[]::new),
        Rows.column(told, telling -> HistoryJson.write(telling.echo())),
        Rows.column(told, Telling::loggedAt));
  }

  private static String digest(Telling telling, String sequel) {
    return UUID.nameUUIDFromBytes((telling.ofPeople() + sequel).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /// Removes and returns the orphans whose message exists now.
  List<Telling> take(Collection<MessageName> called) {
    return jdbc.query(
        tables.in(TAKE),
        (row, _) -> read(row),
        Rows.column(called, MessageName::channel),
        Rows.column(called, MessageName::id));
  }

  /// Echoes older than `before` that match none of our messages, oldest first.
  List<Telling> unclaimed(Instant before, int most) {
    return jdbc.query(tables.in(UNCLAIMED), (row, _) -> read(row), before.toString(), most);
  }

  List<MessageName> waiting() {
    return jdbc.query(
        tables.in(WAITING), (row, _) -> new MessageName(row.getString(1), row.getString(2)));
  }

  static Telling read(ResultSet row) throws SQLException {
    String echo = row.getString("echo");
    return new Telling(
        row.getString("channel"),
        row.getString("about_id"),
        row.getString("chat_id"),
        row.getBoolean("of_people"),
        HistoryJson.sequel(row.getString("sequel")),
        echo == null ? null : HistoryJson.content(echo),
        Rows.requiredInstant(row, "logged_at"));
  }
}
