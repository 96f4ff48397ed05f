package id.balas.bot.web;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.database.Where;
import id.balas.bot.decision.Decided;
import id.balas.events.value.ChatKey;
import id.balas.service.database.OldRows;
import id.balas.service.web.IdempotencyKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// The actions that callers asked for, so that a key belongs to one request and each caller sees
/// what happened to their actions. Kept as long as decisions by default.
@Repository
public class Actions {

  private static final Duration KEEP = Duration.ofDays(45);
  private static final int BATCH = 5000;

  private static final String BEGIN =
      """
      INSERT INTO bot.actions (caller, key, fingerprint, action, channel, chat_id, command_id, not_after, asked_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (caller, key) DO UPDATE SET not_after = excluded.not_after
      WHERE actions.fingerprint = excluded.fingerprint
      """;

  private static final String FIND =
      """
      SELECT action.key, action.action, action.channel, action.chat_id, action.command_id, action.not_after,
        action.asked_at, decision.outcome, decision.rule, coalesce(decision.chat_id, action.chat_id) AS decided_in
      FROM bot.actions action
      LEFT JOIN bot.chats chat ON chat.channel = action.channel AND chat.chat_id = action.chat_id
      LEFT JOIN bot.decisions decision ON decision.channel = action.channel
        AND decision.cause_id = action.command_id AND decision.chat_id IN (action.chat_id, chat.alias_of)
        AND decision.outcome <> 'FORWARDED'
      """;

  private static final String DELETE_OLD =
      """
      DELETE FROM bot.actions
      WHERE (caller, key) IN (
        SELECT caller, key FROM bot.actions
        WHERE asked_at < :before AND (SELECT mine FROM turn)
        LIMIT :batch)
      """;

  /// An action that is asked for. `name` is a verb such as `reply`.
  public record Action(
      String caller,
      IdempotencyKey key,
      String name,
      ChatKey chat,
      @Nullable String commandId,
      @Nullable Instant notAfter) {}

  /// What happened to a command. `rule` explains the decision; null until it is decided. What the
  /// command sends has the id `outboundId`.
  public record Known(
      IdempotencyKey key,
      String action,
      ChatKey chat,
      String commandId,
      Instant at,
      ChatCommands.State state,
      @Nullable String rule,
      String outboundId) {

    Known failed(String why) {
      return new Known(
          key, action, chat, commandId, at, ChatCommands.State.FAILED, why, outboundId);
    }
  }

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final OldRows old;

  Actions(TimeLimitedJdbc jdbc, JdbcClient unlimited, Clock clock) {
    this.jdbc = jdbc.template();
    this.clock = clock;
    this.old = new OldRows(unlimited, "bot.actions", BATCH, DELETE_OLD);
  }

  /// Binds the key to the request. Throws a 422 if the caller has used it for another one.
  public void begin(Action action, @Nullable Object body) {
    String fingerprint = IdempotencyKey.fingerprint(action.name(), action.chat().toString(), body);
    int bound =
        jdbc.update(
            BEGIN,
            action.caller(),
            action.key().value(),
            fingerprint,
            action.name(),
            action.chat().channel(),
            action.chat().chatId(),
            action.commandId(),
            action.notAfter() == null ? null : Timestamp.from(action.notAfter()),
            Timestamp.from(clock.instant()));
    if (bound == 0) {
      throw IdempotencyKey.usedForAnother("see GET /commands");
    }
  }

  /// The caller's commands since then, newest first; of one key or of all.
  public List<Known> since(Instant since, String caller, @Nullable IdempotencyKey key, int most) {
    Where where =
        new Where()
            .and("action.caller = ?", caller)
            .and("action.asked_at >= ?", since)
            .and("action.command_id IS NOT NULL");
    if (key != null) {
      where.and("action.key = ?", key.value());
    }
    return jdbc.query(
        FIND + where.sql() + " ORDER BY action.asked_at DESC LIMIT ?",
        (row, _) -> read(row),
        where.values(most));
  }

  /// Empty for a command that was not asked for by REST.
  Optional<Known> find(String channel, String commandId) {
    return jdbc
        .query(
            FIND + "WHERE action.channel = ? AND action.command_id = ?",
            (row, _) -> read(row),
            channel,
            commandId)
        .stream()
        .findFirst();
  }

  private Known read(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    Timestamp notAfter = row.getTimestamp("not_after");
    boolean isLate = notAfter != null && notAfter.toInstant().isBefore(clock.instant());
    ChatCommands.State undecided = isLate ? ChatCommands.State.LATE : ChatCommands.State.PENDING;
    return new Known(
        new IdempotencyKey(row.getString("key")),
        row.getString("action"),
        new ChatKey(row.getString("channel"), row.getString("chat_id")),
        row.getString("command_id"),
        row.getTimestamp("asked_at").toInstant(),
        outcome == null ? undecided : ChatCommands.state(Decided.Outcome.valueOf(outcome)),
        row.getString("rule"),
        Decided.outboundId(
            new ChatKey(row.getString("channel"), row.getString("decided_in")),
            row.getString("command_id")));
  }

  @Scheduled(initialDelayString = "PT3M", fixedDelayString = "PT1H")
  void deleteOld() {
    old.deleteBefore(clock.instant().minus(KEEP));
  }
}
