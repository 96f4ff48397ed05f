package id.balas.bot.history.queries;

import id.balas.bot.history.model.MessageAuthor;
import id.balas.events.value.ChatKey;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The last messages of a chat, as context for an answer. Skips deleted messages, messages without
/// text, and those of ours that failed or were dropped: the customer has not read them.
@Repository
public class RecentMessages {

  private static final String LAST =
      """
      SELECT author, words, sent_at
      FROM bot.messages m
      WHERE channel = ? AND chat_id = ? AND words IS NOT NULL AND deleted_at IS NULL
        AND coalesce(status NOT IN ('FAILED', 'DROPPED'), true)
        AND logged_at >= coalesce((
          SELECT s.cleared_at FROM bot.chat_summaries s
          WHERE s.channel = m.channel AND s.chat_id = m.chat_id), '-infinity')
      ORDER BY sent_at DESC, logged_at DESC, coalesce(log_offset, -1) DESC, id DESC
      LIMIT ?
      """;

  private final JdbcTemplate jdbc;

  RecentMessages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// One message, with the time at which it was sent.
  public record Turn(MessageAuthor author, String words, Instant at) {}

  /// At most `count` turns, oldest first.
  public List<Turn> last(ChatKey chat, int count) {
    return jdbc.query(
            LAST,
            (row, _) ->
                new Turn(
                    MessageAuthor.valueOf(row.getString("author")),
                    row.getString("words"),
                    row.getTimestamp("sent_at").toInstant()),
            chat.channel(),
            chat.chatId(),
            count)
        .reversed();
  }
}
