package id.balas.bot.history.changes;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.events.value.ChatKey;
import id.balas.service.web.InvalidValueException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Chat changes in the order of database transactions. A transaction in progress may have a smaller
/// id than one that has committed. Only changes older than all writers in progress are returned, so
/// a client that resumes after an event misses no late commit.
@Repository
public class Changes {

  /// The largest number of changes that [#since] returns.
  static final int AT_ONCE = 500;

  private static final int SOURCES = 7;

  private static final String OF =
      """
      (SELECT channel, chat_id, changed_xid, seq, %s AS is_of_row, %s AS username, %s AS note_id FROM bot.%s
      WHERE (changed_xid, seq) > (CAST(? AS xid8), ?) AND changed_xid < CAST(? AS xid8)
      ORDER BY changed_xid, seq LIMIT %d)
      """;

  private static final String SINCE =
      "SELECT channel, chat_id, changed_xid::text AS xid, seq, is_of_row, username, note_id FROM (%s) AS changed ORDER BY changed_xid, seq LIMIT %d"
          .formatted(
              String.join(
                  " UNION ALL ",
                  OF.formatted("true", "NULL", "NULL", "changed_chats", AT_ONCE),
                  OF.formatted("false", "NULL", "NULL", "changed_messages", AT_ONCE),
                  OF.formatted("true", "NULL", "NULL", "messages", AT_ONCE),
                  OF.formatted("true", "NULL", "NULL", "chat_summaries", AT_ONCE),
                  OF.formatted("true", "NULL", "NULL", "chats", AT_ONCE),
                  OF.formatted("true", "username", "NULL", "user_read_marks", AT_ONCE),
                  OF.formatted("false", "username", "note_id", "mentions", AT_ONCE)),
              AT_ONCE);

  // The oldest transaction in progress that has locked a table of ours for writing. Others cannot
  // hold changes back: they have the id of a transaction that will never write here, or get their
  // lock before their id. So a transaction must not write anywhere else before it writes to the
  // schema `bot`. `pg_snapshot_xmin` would wait for every transaction of the database server.
  private static final String HORIZON =
      """
      WITH locks AS MATERIALIZED (
        SELECT pid, locktype, mode, database, relation, transactionid::text::bigint AS xid
        FROM pg_locks WHERE granted),
      own AS (
        SELECT held.xid
        FROM locks AS held
        WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND EXISTS (
          SELECT FROM locks AS writes
          WHERE writes.pid = held.pid AND writes.locktype = 'relation'
            AND writes.mode NOT IN ('AccessShareLock', 'ShareLock', 'ShareUpdateExclusiveLock')
            AND writes.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND writes.relation IN (SELECT oid FROM pg_class WHERE relnamespace = 'bot'::regnamespace)))
      SELECT pg_snapshot_xmax(now)::text::bigint AS latest,
        (SELECT min(running::text::bigint) FROM pg_snapshot_xip(now) AS running
         WHERE running::text::bigint & 4294967295 IN (SELECT xid FROM own)) AS oldest
      FROM pg_current_snapshot() AS now
      """;

  private static final Pattern POSITION = Pattern.compile("(\\d{1,18})-(\\d{1,19})");

  private final JdbcTemplate jdbc;

  Changes(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  /// The position after a change, used as the event id.
  public record Position(long xid, long seq) {

    public static Position parse(String text) {
      Matcher parts = POSITION.matcher(text);
      try {
        if (parts.matches()) {
          return new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
        }
      } catch (NumberFormatException _) {
        // Rejected below.
      }
      throw new InvalidValueException(
          "is invalid. Send the id of the last event unchanged, or none");
    }

    @Override
    public String toString() {
      return xid + "-" + seq;
    }
  }

  /// `isOfRow` is false if the row of the chat is as it was: a message has another status, or
  /// `noteId` is a note that mentions the user. `username` is the only user whom the change
  /// concerns; null if it concerns all.
  public record Change(
      ChatKey chat,
      Position position,
      boolean isOfRow,
      @Nullable String username,
      @Nullable String noteId) {

    public boolean isOfRowForAll() {
      return isOfRow && username == null;
    }

    public boolean isOfMessages() {
      return !isOfRow && noteId == null;
    }
  }

  /// All writers with an id below `of` have ended; transactions that begin now get the id `latest`
  /// or a later one.
  record Horizon(long of, long latest) {}

  /// Changes after the position and before the horizon, oldest first. The horizon must be read
  /// before, by a statement of its own: a writer that ends between its two parts is not in its
  /// snapshot.
  List<Change> since(Position position, long horizon) {
    String xid = "" + position.xid();
    String before = "" + horizon;
    return jdbc.query(
        SINCE,
        (row, _) ->
            new Change(
                new ChatKey(row.getString("channel"), row.getString("chat_id")),
                new Position(Long.parseLong(row.getString("xid")), row.getLong("seq")),
                row.getBoolean("is_of_row"),
                row.getString("username"),
                row.getString("note_id")),
        IntStream.range(0, SOURCES)
            .boxed()
            .flatMap(_ -> Stream.of(xid, position.seq(), before))
            .toArray());
  }

  Horizon horizon() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            HORIZON,
            (row, _) -> {
              long latest = row.getLong("latest");
              long oldest = row.getLong("oldest");
              return new Horizon(row.wasNull() ? latest : oldest, latest);
            }));
  }

  /// The position after all transactions that have ended.
  static Position before(long horizon) {
    return new Position(horizon - 1, Long.MAX_VALUE);
  }
}
