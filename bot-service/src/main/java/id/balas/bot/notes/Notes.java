package id.balas.bot.notes;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.history.ChangeNotifier;
import id.balas.events.value.ChatKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Internal notes about chats.
@Repository
public class Notes {

  private static final int MOST = 1000;

  private final JdbcTemplate jdbc;
  private final ChangeNotifier notifier;
  private final Mentions mentions;

  Notes(TimeLimitedJdbc jdbc, ChangeNotifier notifier, Mentions mentions) {
    this.jdbc = jdbc.template();
    this.notifier = notifier;
    this.mentions = mentions;
  }

  public record Note(String id, String text, String author, Instant at) {}

  /// Newest first, at most 1,000.
  public List<Note> all(ChatKey chat) {
    return jdbc.query(
        """
        SELECT id, words, author, noted_at FROM bot.notes
        WHERE channel = ? AND chat_id = ?
        ORDER BY noted_at DESC, id LIMIT ?
        """,
        (row, _) ->
            new Note(
                row.getString("id"),
                row.getString("words"),
                row.getString("author"),
                row.getTimestamp("noted_at").toInstant()),
        chat.channel(),
        chat.chatId(),
        MOST);
  }

  /// A note with a known id is not added again. `@username` in its text mentions a user.
  @Transactional
  public void add(ChatKey chat, Note note) {
    int added =
        jdbc.update(
            "INSERT INTO bot.notes VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            note.id(),
            chat.channel(),
            chat.chatId(),
            note.text(),
            note.author(),
            Timestamp.from(note.at()));
    if (added > 0) {
      mentions.add(note.id(), note.text());
      notifier.chatChanged(chat);
    }
  }

  /// Empty if the chat has no such note.
  public Optional<String> author(ChatKey chat, String id) {
    return jdbc
        .queryForList(
            "SELECT author FROM bot.notes WHERE id = ? AND channel = ? AND chat_id = ?",
            String.class,
            id,
            chat.channel(),
            chat.chatId())
        .stream()
        .findFirst();
  }

  public void delete(ChatKey chat, String id) {
    jdbc.update("DELETE FROM bot.notes WHERE id = ?", id);
    notifier.chatChanged(chat);
  }
}
