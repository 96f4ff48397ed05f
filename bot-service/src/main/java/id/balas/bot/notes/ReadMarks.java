package id.balas.bot.notes;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.history.ChangeNotifier;
import id.balas.events.value.ChatKey;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// How far each chat is read, shared by all users. A mark never moves back. Messages that a gap
/// scan found are read only if the mark was set after they were recorded.
@Repository
public class ReadMarks {

  private static final String SET =
      """
      INSERT INTO bot.read_marks AS mark (channel, chat_id, read_up_to, marked_by, marked_at)
      VALUES (?, ?, ?, ?, now())
      ON CONFLICT (channel, chat_id) DO UPDATE
      SET read_up_to = excluded.read_up_to, marked_by = excluded.marked_by, marked_at = excluded.marked_at
      WHERE mark.read_up_to < excluded.read_up_to
        OR (mark.read_up_to = excluded.read_up_to AND mark.marked_at < (
          SELECT filled_at FROM bot.chat_summaries WHERE channel = mark.channel AND chat_id = mark.chat_id))
      """;

  private final JdbcTemplate jdbc;
  private final ChangeNotifier notifier;

  ReadMarks(TimeLimitedJdbc jdbc, ChangeNotifier notifier) {
    this.jdbc = jdbc.template();
    this.notifier = notifier;
  }

  /// `upTo` is the time of the last message that was read.
  @Transactional
  public void set(ChatKey chat, Instant upTo, String by) {
    if (jdbc.update(SET, chat.channel(), chat.chatId(), Timestamp.from(upTo), by) > 0) {
      notifier.chatChanged(chat);
    }
  }
}
