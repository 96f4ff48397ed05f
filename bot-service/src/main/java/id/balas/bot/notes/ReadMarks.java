package id.balas.bot.notes;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.events.value.ChatKey;
import id.balas.service.database.OldRows;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// How far each user has read a chat. Marks of all users come from answers and from earlier
/// releases, and are in another table. Messages that a gap scan found are read only if the mark was
/// set after they were recorded.
@Repository
public class ReadMarks {

  private static final int BATCH = 5000;

  // What was read for all users stays read.
  private static final String READ =
      """
      INSERT INTO bot.user_read_marks AS mark (username, channel, chat_id, read_up_to, marked_at)
      SELECT wanted.username, wanted.channel, wanted.chat_id, greatest(wanted.up_to, shared.read_up_to), now()
      FROM (VALUES (?, ?, ?, ?::timestamptz)) AS wanted (username, channel, chat_id, up_to)
      LEFT JOIN bot.read_marks AS shared ON shared.channel = wanted.channel AND shared.chat_id = wanted.chat_id
      ON CONFLICT (username, channel, chat_id) DO UPDATE
      SET read_up_to = greatest(mark.read_up_to, excluded.read_up_to), marked_at = excluded.marked_at,
        seq = nextval('bot.changes'), changed_xid = pg_current_xact_id()
      WHERE mark.read_up_to < excluded.read_up_to
        OR mark.marked_at < (SELECT filled_at FROM bot.chat_summaries WHERE channel = mark.channel AND chat_id = mark.chat_id)
      """;
  private static final String UNREAD =
      """
      INSERT INTO bot.user_read_marks AS mark (username, channel, chat_id, read_up_to, marked_at)
      VALUES (?, ?, ?, ?::timestamptz - interval '1 microsecond', now())
      ON CONFLICT (username, channel, chat_id) DO UPDATE
      SET read_up_to = excluded.read_up_to, marked_at = excluded.marked_at,
        seq = nextval('bot.changes'), changed_xid = pg_current_xact_id()
      """;
  private static final String DELETE_OLD =
      """
      DELETE FROM bot.user_read_marks
      WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM bot.user_read_marks
        WHERE marked_at < :before AND (SELECT mine FROM turn)
        ORDER BY marked_at
        LIMIT :batch))
      """;

  private final JdbcTemplate jdbc;
  private final OldRows old;
  private final Duration keep;
  private final Clock clock;

  ReadMarks(
      TimeLimitedJdbc jdbc,
      JdbcClient unlimited,
      @Value("${balas.bot.history.keep}") Duration keep,
      Clock clock) {
    this.jdbc = jdbc.template();
    this.old = new OldRows(unlimited, "bot.user_read_marks", BATCH, DELETE_OLD);
    this.keep = keep;
    this.clock = clock;
  }

  /// `upTo` is the time of the last message that the user read. Earlier ones stay read.
  public void read(ChatKey chat, Instant upTo, String username) {
    jdbc.update(READ, username, chat.channel(), chat.chatId(), Timestamp.from(upTo));
  }

  /// Messages sent at `from` or later become unread for the user.
  public void unread(ChatKey chat, Instant from, String username) {
    jdbc.update(UNREAD, username, chat.channel(), chat.chatId(), Timestamp.from(from));
  }

  // All messages before such a mark are deleted, too.
  @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
  void deleteOld() {
    old.deleteBefore(clock.instant().minus(keep));
  }
}
