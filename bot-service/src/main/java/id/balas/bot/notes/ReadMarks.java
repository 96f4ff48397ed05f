package id.balas.bot.notes;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.history.ChangeNotifier;
import id.balas.events.value.ChatKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// How far each chat is read, shared by all users. A mark never moves back.
@Repository
public class ReadMarks {

  private static final String LATEST =
      """
      SELECT id FROM bot.messages WHERE channel = ? AND chat_id = ? AND author = 'CUSTOMER'
      ORDER BY sent_at DESC, id DESC LIMIT 1
      """;

  private static final String SET =
      """
      INSERT INTO bot.read_marks AS mark (channel, chat_id, read_up_to, marked_by, marked_at)
      SELECT channel, chat_id, sent_at, ?, now() FROM bot.messages WHERE channel = ? AND id = ? AND chat_id = ?
      ON CONFLICT (channel, chat_id) DO UPDATE
      SET read_up_to = excluded.read_up_to, marked_by = excluded.marked_by, marked_at = excluded.marked_at
      WHERE mark.read_up_to < excluded.read_up_to
      """;

  private final JdbcTemplate jdbc;
  private final ChangeNotifier notifier;

  ReadMarks(TimeLimitedJdbc jdbc, ChangeNotifier notifier) {
    this.jdbc = jdbc.template();
    this.notifier = notifier;
  }

  /// Sets the mark to the message `upTo`, by default the customer's latest message. Returns its id,
  /// or empty if there is no such message.
  @Transactional
  public Optional<String> set(ChatKey chat, @Nullable String upTo, String by) {
    Optional<String> message =
        upTo == null
            ? jdbc.queryForList(LATEST, String.class, chat.channel(), chat.chatId()).stream()
                .findFirst()
            : known(chat, upTo);
    message.ifPresent(id -> {
      if (jdbc.update(SET, by, chat.channel(), id, chat.chatId()) > 0) {
        notifier.chat(chat);
      }
    });
    return message;
  }

  private Optional<String> known(ChatKey chat, String id) {
    return jdbc
        .queryForList(
            "SELECT id FROM bot.messages WHERE channel = ? AND id = ? AND chat_id = ?",
            String.class,
            chat.channel(),
            id,
            chat.chatId())
        .stream()
        .findFirst();
  }
}
