package id.balas.bot.history;

import id.balas.events.ChatKey;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The last words of a chat, for whoever must answer in its context. What was deleted or has no
/// words is left out.
@Repository
public class Conversation {

  private static final String LAST =
      """
      SELECT author, words, sent_at
      FROM bot.messages
      WHERE channel = ? AND chat_id = ? AND words IS NOT NULL AND deleted_at IS NULL
      ORDER BY sent_at DESC, id DESC
      LIMIT ?
      """;

  private final JdbcTemplate jdbc;

  Conversation(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// What one said, at their own time.
  public record Turn(Writer author, String words, Instant at) {}

  /// At most `count` turns, the oldest first.
  public List<Turn> last(ChatKey chat, int count) {
    return jdbc.query(
            LAST,
            (row, _) ->
                new Turn(
                    Writer.valueOf(row.getString("author")),
                    row.getString("words"),
                    row.getTimestamp("sent_at").toInstant()),
            chat.channel(),
            chat.chatId(),
            count)
        .reversed();
  }
}
