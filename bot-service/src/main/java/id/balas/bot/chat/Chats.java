package id.balas.bot.chat;

import id.balas.bot.decision.Chat;
import id.balas.events.ChatKey;
import id.balas.events.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The chats' present state, loaded and written a batch at a time.
@Repository
class Chats {

  private static final String LOAD =
      """
      SELECT channel, chat_id, mode, epoch, assignee, human_until, last_away, version
      FROM bot.chats
      WHERE (channel, chat_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))
      """;

  private static final String CREATE =
      """
      INSERT INTO bot.chats (channel, chat_id, mode, epoch, assignee, human_until, last_away, version)
      SELECT channel, chat_id, mode, epoch, assignee, human_until, last_away, 1
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[])
        AS new (channel, chat_id, mode, epoch, assignee, human_until, last_away)
      """;

  private static final String UPDATE =
      """
      UPDATE bot.chats
      SET mode = new.mode, epoch = new.epoch, assignee = new.assignee, human_until = new.human_until,
          last_away = new.last_away, version = chats.version + 1
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[],
                  ?::timestamptz[], ?::bigint[])
        AS new (channel, chat_id, mode, epoch, assignee, human_until, last_away, loaded)
      WHERE chats.channel = new.channel AND chats.chat_id = new.chat_id AND chats.version = new.loaded
      """;

  private static final String WINDOWS_ENDED =
      """
      SELECT channel, chat_id, mode, epoch, assignee, human_until, last_away, version
      FROM bot.chats
      WHERE human_until < ?
      ORDER BY human_until
      LIMIT 1000
      """;

  private final JdbcTemplate jdbc;

  Chats(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Those that were there before; one never seen is not in the answer.
  Map<ChatKey, Chat> load(Collection<ChatKey> keys) {
    Map<ChatKey, Chat> chats = new HashMap<>();
    String[] channels = keys.stream().map(ChatKey::channel).toArray(String[]::new);
    String[] chatIds = keys.stream().map(ChatKey::chatId).toArray(String[]::new);
    jdbc.query(LOAD, Chats::read, channels, chatIds).forEach(chat -> chats.put(chat.key(), chat));
    return chats;
  }

  /// Inserts those at version 0 and updates the others, in the order given. Somebody else's write since they were
  /// loaded lets it fail: [OptimisticLockingFailureException], or a duplicate key.
  void write(List<Chat> changed) {
    List<Chat> created = changed.stream().filter(chat -> chat.version() == 0).toList();
    List<Chat> updated = changed.stream().filter(chat -> chat.version() > 0).toList();
    if (!created.isEmpty()) {
      jdbc.update(CREATE, columns(created));
    }
    if (!updated.isEmpty()) {
      Object[] columns = columns(updated);
      Object[] withVersion = Arrays.copyOf(columns, columns.length + 1);
      withVersion[columns.length] = updated.stream().map(Chat::version).toArray(Long[]::new);
      int rows = jdbc.update(UPDATE, withVersion);
      if (rows != updated.size()) {
        throw new OptimisticLockingFailureException(
            "of %d chats %d were written by another since they were loaded".formatted(updated.size(), updated.size() - rows));
      }
    }
  }

  /// Chats whose human window is over, the oldest first, at most 1,000.
  List<Chat> windowsEnded(Instant now) {
    return jdbc.query(WINDOWS_ENDED, Chats::read, Timestamp.from(now));
  }

  private static Object[] columns(List<Chat> chats) {
    return new Object[] {
      chats.stream().map(chat -> chat.key().channel()).toArray(String[]::new),
      chats.stream().map(chat -> chat.key().chatId()).toArray(String[]::new),
      chats.stream().map(chat -> chat.mode().name()).toArray(String[]::new),
      chats.stream().map(Chat::epoch).toArray(Long[]::new),
      chats.stream().map(Chat::assignee).toArray(String[]::new),
      chats.stream().map(chat -> text(chat.humanUntil())).toArray(String[]::new),
      chats.stream().map(chat -> text(chat.lastAway())).toArray(String[]::new)
    };
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static Chat read(ResultSet row, int index) throws SQLException {
    return new Chat(
        new ChatKey(row.getString("channel"), row.getString("chat_id")),
        Mode.valueOf(row.getString("mode")),
        row.getLong("epoch"),
        row.getString("assignee"),
        instant(row, "human_until"),
        instant(row, "last_away"),
        row.getLong("version"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
