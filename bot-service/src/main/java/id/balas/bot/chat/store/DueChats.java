package id.balas.bot.chat.store;

import id.balas.bot.decision.Chat;
import id.balas.bot.decision.Chat.Asked;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The chats for which a time has come, oldest first, from the one after `last`. Each query has an
/// index.
@Repository
public class DueChats {

  private static final String DUE =
      Chats.SELECT
          + """
          WHERE %1$s < %2$s AND (%1$s, channel, chat_id) > (?::timestamptz, ?, ?)
          ORDER BY %1$s, channel, chat_id LIMIT ?
          """;

  // By the earlier of two clocks: if the clock of this instance is ahead, the bot must not answer
  // while the person still writes.
  private static final String EXPIRED_WINDOWS =
      DUE.formatted("human_until", "least(?::timestamptz, now())");
  private static final String OVERDUE_REQUESTS = DUE.formatted("asked_until", "?");
  private static final String ENDED_SNOOZES = DUE.formatted("snoozed_until", "?");
  private static final String IDLE = DUE.formatted("idle_since", "?");

  private final JdbcTemplate jdbc;

  public DueChats(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Chats whose human window has expired by `now` and by the clock of the database.
  public List<Chat> expiredWindows(Instant now, @Nullable Chat last, int atMost) {
    return due(EXPIRED_WINDOWS, now, last, last == null ? null : last.humanUntil(), atMost);
  }

  /// Chats with an AI request that has timed out.
  public List<Chat> overdueRequests(Instant now, @Nullable Chat last, int atMost) {
    return due(
        OVERDUE_REQUESTS,
        now,
        last,
        last == null ? null : Chats.earliest(last, Asked::expiresAt),
        atMost);
  }

  /// Chats whose snooze is over.
  public List<Chat> endedSnoozes(Instant now, @Nullable Chat last, int atMost) {
    return due(
        ENDED_SNOOZES, now, last, last == null ? null : last.handling().snoozedUntil(), atMost);
  }

  /// Chats whose conversation has been idle since then.
  public List<Chat> idleSince(Instant then, @Nullable Chat last, int atMost) {
    return due(IDLE, then, last, last == null ? null : last.handling().idleSince(), atMost);
  }

  private List<Chat> due(
      String query, Instant now, @Nullable Chat last, @Nullable Instant lastDue, int atMost) {
    return jdbc.query(
        query,
        Chats::read,
        Timestamp.from(now),
        lastDue == null ? "-infinity" : lastDue.toString(),
        last == null ? "" : last.key().channel(),
        last == null ? "" : last.key().chatId(),
        atMost);
  }
}
