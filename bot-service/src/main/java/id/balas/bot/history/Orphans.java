package id.balas.bot.history;

import id.balas.bot.database.Rows;
import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.history.model.MessageName;
import id.balas.bot.history.model.UpdateNotice;
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

  void add(List<UpdateNotice> notices) {
    if (notices.isEmpty()) {
      return;
    }
    List<String> updatesJson =
        notices.stream().map(notice -> HistoryJson.write(notice.updates())).toList();
    jdbc.update(
        tables.in(ADD),
        Rows.column(notices, UpdateNotice::channel),
        Rows.column(notices, UpdateNotice::aboutId),
        Rows.column(notices, UpdateNotice::chatId),
        Rows.column(notices, UpdateNotice::byPerson),
        IntStream.range(0, notices.size())
            .mapToObj(i -> digest(notices.get(i), updatesJson.get(i)))
            .toArray(String[]::new),
        updatesJson.toArray(String[]::new),
        Rows.column(notices, notice -> HistoryJson.write(notice.echo())),
        Rows.column(notices, UpdateNotice::loggedAt));
  }

  private static String digest(UpdateNotice notice, String updates) {
    return UUID.nameUUIDFromBytes((notice.byPerson() + updates).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /// Removes and returns the orphans whose message exists now.
  List<UpdateNotice> take(Collection<MessageName> names) {
    return jdbc.query(
        tables.in(TAKE),
        (row, _) -> read(row),
        Rows.column(names, MessageName::channel),
        Rows.column(names, MessageName::id));
  }

  /// Echoes older than `before` that match none of our messages, oldest first.
  List<UpdateNotice> unclaimed(Instant before, int most) {
    return jdbc.query(tables.in(UNCLAIMED), (row, _) -> read(row), before.toString(), most);
  }

  List<MessageName> waiting() {
    return jdbc.query(
        tables.in(WAITING), (row, _) -> new MessageName(row.getString(1), row.getString(2)));
  }

  static UpdateNotice read(ResultSet row) throws SQLException {
    String echo = row.getString("echo");
    return new UpdateNotice(
        row.getString("channel"),
        row.getString("about_id"),
        row.getString("chat_id"),
        row.getBoolean("of_people"),
        HistoryJson.updates(row.getString("sequel")),
        echo == null ? null : HistoryJson.content(echo),
        Rows.requiredInstant(row, "logged_at"));
  }
}
