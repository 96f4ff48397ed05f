package id.balas.bot.bulk;

import id.balas.bot.database.Rows;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The stored bulk actions and the chats of each. Kept as long as decisions.
@Repository
class BulkActs {

  private static final Duration KEEP = Duration.ofDays(45);
  private static final int BATCH = 1000;

  private static final String ADD =
      """
      INSERT INTO bot.bulk_acts (id, caller, role, key, fingerprint, act, chats, asked_at)
      VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
      ON CONFLICT (caller, key) DO NOTHING
      """;
  private static final String ADD_CHATS =
      """
      INSERT INTO bot.bulk_chats (bulk_id, position, channel, chat_id, seen)
      SELECT ?, position, channel, chat_id, seen
      FROM unnest(?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS it (channel, chat_id, seen, position)
      """;

  // Another instance skips the rows that this one works on.
  private static final String NEXT =
      """
      SELECT bulk_id, position, channel, chat_id, seen, caller, role, act, asked_at
      FROM bot.bulk_chats JOIN bot.bulk_acts ON id = bulk_id
      WHERE state = 'QUEUED'
      ORDER BY asked_at, bulk_id, position
      LIMIT ? FOR UPDATE OF bulk_chats SKIP LOCKED
      """;
  private static final String SET_STATE =
      """
      UPDATE bot.bulk_chats SET state = ?
      FROM unnest(?::uuid[], ?::int[]) AS it (bulk_id, position)
      WHERE bulk_chats.bulk_id = it.bulk_id AND bulk_chats.position = it.position
      """;
  private static final String DELETE_OLD =
      """
      DELETE FROM bot.bulk_acts WHERE id IN (
        SELECT id FROM bot.bulk_acts WHERE asked_at < :before AND (SELECT mine FROM turn) LIMIT :batch)
      """;

  /// A chat that was chosen, and what the caller saw of it.
  record Chosen(ChatKey chat, @Nullable String seen) {}

  /// A request: the caller with their role, and a key that belongs to it alone.
  record Request(String caller, String role, IdempotencyKey key, BulkAct act, List<Chosen> chats) {}

  /// A chat that is to be worked on.
  record Queued(
      UUID bulk,
      int position,
      Chosen chosen,
      String caller,
      String role,
      BulkAct act,
      Instant askedAt) {

    String commandId() {
      return "bulk-" + bulk + "-" + position;
    }
  }

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final OldRows old;

  BulkActs(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.old = new OldRows(jdbc, "bot.bulk_acts", BATCH, DELETE_OLD);
  }

  /// The id of the stored bulk action. Empty if the caller has used the key for another request.
  @Transactional
  Optional<UUID> add(Request request, String fingerprint) {
    UUID id = UUID.randomUUID();
    int added =
        jdbc.sql(ADD)
            .params(
                id,
                request.caller(),
                request.role(),
                request.key().value(),
                fingerprint,
                json.writeValueAsString(request.act()),
                request.chats().size(),
                Timestamp.from(clock.instant()))
            .update();
    if (added == 0) {
      return find(request.caller(), request.key(), fingerprint);
    }
    jdbc.sql(ADD_CHATS)
        .param(id)
        .param(Rows.column(request.chats(), it -> it.chat().channel()))
        .param(Rows.column(request.chats(), it -> it.chat().chatId()))
        .param(Rows.column(request.chats(), Chosen::seen))
        .update();
    return Optional.of(id);
  }

  /// The id of the stored bulk action that is the same request.
  Optional<UUID> find(String caller, IdempotencyKey key, String fingerprint) {
    return jdbc.sql("SELECT id FROM bot.bulk_acts WHERE caller = ? AND key = ? AND fingerprint = ?")
        .params(caller, key.value(), fingerprint)
        .query(UUID.class)
        .optional();
  }

  /// Locks the chats until the end of the transaction.
  List<Queued> next(int most) {
    return jdbc.sql(NEXT).param(most).query(this::read).list();
  }

  void setState(List<Queued> chats, String state) {
    jdbc.sql(SET_STATE)
        .param(state)
        .param(Rows.column(chats, Queued::bulk))
        .param(chats.stream().map(Queued::position).toArray(Integer[]::new))
        .update();
  }

  private Queued read(ResultSet row, int index) throws SQLException {
    return new Queued(
        row.getObject("bulk_id", UUID.class),
        row.getInt("position"),
        new Chosen(
            new ChatKey(row.getString("channel"), row.getString("chat_id")), row.getString("seen")),
        row.getString("caller"),
        row.getString("role"),
        json.readValue(row.getString("act"), BulkAct.class),
        row.getTimestamp("asked_at").toInstant());
  }

  @Scheduled(initialDelayString = "PT6M", fixedDelayString = "PT6H")
  void deleteOld() {
    old.deleteBefore(clock.instant().minus(KEEP));
  }
}
