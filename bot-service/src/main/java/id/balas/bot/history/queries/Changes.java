package id.balas.bot.history.queries;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.events.value.ChatKey;
import id.balas.service.web.InvalidValueException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Chat changes in the order of database transactions. A transaction in progress may have a smaller
/// id than one that has committed. Only changes older than all transactions in progress are
/// returned, so a client that resumes after an event misses no late commit.
@Repository
public class Changes {

  private static final String OF =
      """
      (SELECT channel, chat_id, changed_xid, seq FROM bot.%s
      WHERE (changed_xid, seq) > (CAST(? AS xid8), ?) AND changed_xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY changed_xid, seq LIMIT %d)
      """;
  private static final int AT_ONCE = 500;

  private static final String SINCE =
      "SELECT channel, chat_id, changed_xid::text AS xid, seq FROM (%s UNION ALL %s UNION ALL %s) AS changed ORDER BY changed_xid, seq LIMIT %d"
          .formatted(
              OF.formatted("messages", AT_ONCE),
              OF.formatted("chat_summaries", AT_ONCE),
              OF.formatted("chats", AT_ONCE),
              AT_ONCE);

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

  public record Change(ChatKey chat, Position position) {}

  /// Oldest first, at most 500.
  public List<Change> since(Position position) {
    String xid = "" + position.xid();
    return jdbc.query(
        SINCE,
        (row, _) ->
            new Change(
                new ChatKey(row.getString("channel"), row.getString("chat_id")),
                new Position(Long.parseLong(row.getString("xid")), row.getLong("seq"))),
        xid,
        position.seq(),
        xid,
        position.seq(),
        xid,
        position.seq());
  }

  /// Every transaction with a smaller id has ended.
  public long horizon() {
    String xmin =
        jdbc.queryForObject("SELECT pg_snapshot_xmin(pg_current_snapshot())::text", String.class);
    return Long.parseLong(String.valueOf(xmin));
  }

  /// The position after all transactions that have ended.
  public static Position before(long horizon) {
    return new Position(horizon - 1, Long.MAX_VALUE);
  }
}
