package id.balas.bot.scheduled;

import id.balas.bot.database.Rows;
import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.scheduled.ScheduledReply.State;
import id.balas.events.value.ChatKey;
import id.balas.service.database.OldRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The scheduled replies. A claim is taken in one statement, so that a reply is either cancelled or
/// sent. One that was claimed and not published, because its instance died, is claimed again.
@Repository
class ScheduledReplies {

  private static final Duration KEEP = Duration.ofDays(45);
  private static final int BATCH = 5000;
  private static final Duration CLAIM_AGAIN_AFTER = Duration.ofMinutes(1);

  // One author, one chat at a time: otherwise two requests could both get the last free place.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtext('scheduled replies'), hashtext(?)), pg_advisory_xact_lock(hashtext('scheduled replies'), hashtext(?))";

  private static final String COUNT =
      """
      SELECT count(*) FILTER (WHERE author = ?) AS of_author,
        count(*) FILTER (WHERE channel = ? AND chat_id = ?) AS of_chat
      FROM bot.scheduled_replies
      WHERE state = 'WAITING' AND (author = ? OR (channel = ? AND chat_id = ?))
      """;

  private static final String ADD =
      """
      INSERT INTO bot.scheduled_replies (id, channel, chat_id, author, role, content, quoted_id, seen, send_at, created_at)
      VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
      """;

  private static final String COLUMNS =
      """
      reply.id, reply.channel, reply.chat_id, reply.author, reply.role, reply.content, reply.quoted_id, reply.seen,
        reply.send_at, reply.created_at, reply.state, reply.reason
      """;

  private static final String LIST =
      "SELECT "
          + COLUMNS
          + """
          , decision.outcome, decision.rule, decision.chat_id AS decided_in
          FROM bot.scheduled_replies reply
          LEFT JOIN bot.decisions decision ON decision.channel = reply.channel
            AND decision.cause_id = 'later-' || reply.id AND decision.outcome <> 'FORWARDED'
          WHERE %s
          ORDER BY reply.send_at DESC, reply.id
          LIMIT ?
          """;

  private static final String CLAIM =
      """
      UPDATE bot.scheduled_replies reply SET state = 'CLAIMED', claimed_at = now()
      FROM (
        SELECT id FROM bot.scheduled_replies
        WHERE (state = 'WAITING' AND send_at <= ?) OR (state = 'CLAIMED' AND claimed_at < ?)
        ORDER BY send_at LIMIT ? FOR UPDATE SKIP LOCKED) AS due
      WHERE reply.id = due.id
      RETURNING
      """
          + COLUMNS;

  private static final String DELETE_OLD =
      """
      DELETE FROM bot.scheduled_replies
      WHERE id IN (
        SELECT id FROM bot.scheduled_replies
        WHERE send_at < :before AND state IN ('PUBLISHED', 'CANCELLED') AND (SELECT mine FROM turn)
        LIMIT :batch)
      """;

  /// `reason` says why it is cancelled. `outcome` and `rule` are those of its command, null until
  /// it is decided in the chat `decidedIn`.
  record Listed(
      ScheduledReply reply,
      State state,
      @Nullable String reason,
      @Nullable String outcome,
      @Nullable String rule,
      @Nullable String decidedIn) {}

  /// How many replies wait.
  record Waiting(int ofAuthor, int ofChat) {}

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final OldRows old;

  ScheduledReplies(TimeLimitedJdbc jdbc, JdbcClient unlimited, Clock clock) {
    this.jdbc = jdbc.template();
    this.clock = clock;
    this.old = new OldRows(unlimited, "bot.scheduled_replies", BATCH, DELETE_OLD);
  }

  /// Adds it unless too many wait already, and returns how many waited before. A reply with a known
  /// id is the same request again.
  @Transactional
  public Waiting add(ScheduledReply reply, int mostPerAuthor, int mostPerChat) {
    ChatKey chat = reply.chat();
    jdbc.query(LOCK, _ -> {}, "author " + reply.author(), "chat " + chat);
    if (find(reply.id()).isPresent()) {
      return new Waiting(0, 0);
    }
    Waiting before =
        jdbc.queryForObject(
            COUNT,
            (row, _) -> new Waiting(row.getInt("of_author"), row.getInt("of_chat")),
            reply.author(),
            chat.channel(),
            chat.chatId(),
            reply.author(),
            chat.channel(),
            chat.chatId());
    if (before != null && before.ofAuthor() < mostPerAuthor && before.ofChat() < mostPerChat) {
      jdbc.update(
          ADD,
          reply.id(),
          chat.channel(),
          chat.chatId(),
          reply.author(),
          reply.role(),
          HistoryJson.write(reply.content()),
          reply.quotedId(),
          reply.seen(),
          Timestamp.from(reply.sendAt()),
          Timestamp.from(reply.createdAt()));
    }
    return before == null ? new Waiting(0, 0) : before;
  }

  Optional<Listed> find(String id) {
    return jdbc.query(LIST.formatted("reply.id = ?"), (row, _) -> listed(row), id, 1).stream()
        .findFirst();
  }

  List<Listed> ofChat(ChatKey chat, int most) {
    return jdbc.query(
        LIST.formatted("reply.channel = ? AND reply.chat_id = ?"),
        (row, _) -> listed(row),
        chat.channel(),
        chat.chatId(),
        most);
  }

  List<Listed> ofAuthor(String author, int most) {
    return jdbc.query(LIST.formatted("reply.author = ?"), (row, _) -> listed(row), author, most);
  }

  /// Returns false if its time has come or it was cancelled.
  boolean cancel(String id, String by) {
    return jdbc.update(
            "UPDATE bot.scheduled_replies SET state = 'CANCELLED', reason = ? WHERE id = ? AND state = 'WAITING'",
            "cancelled by " + by,
            id)
        == 1;
  }

  /// Ends a claimed reply that cannot be sent.
  void drop(String id, String reason) {
    jdbc.update(
        "UPDATE bot.scheduled_replies SET state = 'CANCELLED', reason = ? WHERE id = ? AND state = 'CLAIMED'",
        reason,
        id);
  }

  List<ScheduledReply> claim(int most) {
    Instant now = clock.instant();
    return jdbc.query(
        CLAIM,
        (row, _) -> read(row),
        Timestamp.from(now),
        Timestamp.from(now.minus(CLAIM_AGAIN_AFTER)),
        most);
  }

  void published(Collection<String> ids) {
    jdbc.update(
        "UPDATE bot.scheduled_replies SET state = 'PUBLISHED' WHERE id = ANY (?) AND state = 'CLAIMED'",
        (Object) ids.toArray(String[]::new));
  }

  /// The time of the first reply that should have been sent by now, or null.
  @Nullable Instant overdueSince() {
    return jdbc.query(
            "SELECT min(send_at) AS since FROM bot.scheduled_replies WHERE state IN ('WAITING', 'CLAIMED') AND send_at <= ?",
            (row, _) -> Optional.ofNullable(row.getTimestamp("since")),
            Timestamp.from(clock.instant()))
        .getFirst()
        .map(Timestamp::toInstant)
        .orElse(null);
  }

  @Scheduled(initialDelayString = "PT4M", fixedDelayString = "PT1H")
  void deleteOld() {
    old.deleteBefore(clock.instant().minus(KEEP));
  }

  private static Listed listed(ResultSet row) throws SQLException {
    return new Listed(
        read(row),
        State.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("outcome"),
        row.getString("rule"),
        row.getString("decided_in"));
  }

  private static ScheduledReply read(ResultSet row) throws SQLException {
    return new ScheduledReply(
        row.getString("id"),
        new ChatKey(row.getString("channel"), row.getString("chat_id")),
        row.getString("author"),
        row.getString("role"),
        HistoryJson.content(row.getString("content")),
        row.getString("quoted_id"),
        row.getString("seen"),
        Rows.requiredInstant(row, "send_at"),
        Rows.requiredInstant(row, "created_at"));
  }
}
