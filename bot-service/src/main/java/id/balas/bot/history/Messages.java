package id.balas.bot.history;

import id.balas.bot.database.Rows;
import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.history.model.Message;
import id.balas.bot.history.model.MessageName;
import id.balas.bot.history.model.Reached;
import id.balas.bot.history.model.Said;
import id.balas.bot.history.model.Sequel;
import id.balas.bot.history.model.Sequel.Edit;
import id.balas.bot.history.model.Writer;
import id.balas.events.MessageStatus.Status;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/// The messages table, accessed in batches. Rows are locked in key order, so that lock order is
/// consistent and transactions cannot deadlock.
public final class Messages {

  // An existing row keeps its first version.
  private static final String INSERT =
      """
      INSERT INTO bot.messages
        (channel, id, chat_id, author, author_user, author_name, basis, cause_id, content, words, quoted_id, sent_at,
         received_at, backfilled, logged_at)
      SELECT *
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[],
        ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::boolean[], ?::timestamptz[])
      ON CONFLICT (channel, id, chat_id) DO NOTHING
      RETURNING channel, id, chat_id
      """;

  // `OFFSET 0` forces an index lookup per key; a plain join may scan the table.
  private static final String LOCK =
      """
      WITH called AS (SELECT DISTINCT channel, id FROM unnest(?::text[], ?::text[]) AS called (channel, id)),
      found AS (
        SELECT found.*
        FROM called
        CROSS JOIN LATERAL (
          SELECT channel, id, chat_id FROM bot.messages WHERE channel = called.channel AND id = called.id
          OFFSET 0) AS found
        UNION
        SELECT found.*
        FROM called
        CROSS JOIN LATERAL (
          SELECT channel, id, chat_id FROM bot.messages WHERE channel = called.channel AND provider_id = called.id
          OFFSET 0) AS found)
      SELECT locked.*
      FROM (SELECT * FROM found ORDER BY channel, chat_id, id) AS found
      CROSS JOIN LATERAL (
        SELECT * FROM bot.messages WHERE channel = found.channel AND id = found.id AND chat_id = found.chat_id
        FOR UPDATE) AS locked
      """;

  private static final String UPDATE =
      """
      UPDATE bot.messages AS messages
      SET provider_id = new.provider_id, content = new.content, original = new.original, words = new.words,
        edited_at = new.edited_at, edit_id = new.edit_id, deleted_at = new.deleted_at, status = new.status,
        status_at = new.status_at, status_reason = new.status_reason, echoed_at = new.echoed_at,
        reactions = new.reactions, votes = new.votes,
        seq = nextval('bot.changes'), changed_xid = pg_current_xact_id()
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::jsonb[], ?::text[], ?::timestamptz[],
          ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::jsonb[], ?::jsonb[])
        AS new (channel, id, chat_id, provider_id, content, original, words, edited_at, edit_id, deleted_at, status,
          status_at, status_reason, echoed_at, reactions, votes)
      WHERE messages.channel = new.channel AND messages.id = new.id AND messages.chat_id = new.chat_id
      """;

  private static final String DELETE =
      """
      DELETE FROM bot.messages AS messages
      USING unnest(?::text[], ?::text[], ?::text[]) AS gone (channel, id, chat_id)
      WHERE messages.channel = gone.channel AND messages.id = gone.id AND messages.chat_id = gone.chat_id
      """;

  private static final String CLAIMED =
      """
      SELECT channel, id
      FROM unnest(?::text[], ?::text[]) AS called (channel, id)
      WHERE EXISTS (SELECT FROM bot.messages WHERE channel = called.channel AND provider_id = called.id)
        AND EXISTS (SELECT FROM bot.messages WHERE channel = called.channel AND id = called.id AND author = 'API')
      """;

  private static final TypeReference<Map<String, Sequel.Reaction>> REACTIONS =
      new TypeReference<>() {};
  private static final TypeReference<Map<String, Sequel.Vote>> VOTES = new TypeReference<>() {};

  private final JdbcTemplate jdbc;
  private final Tables tables;

  Messages(JdbcTemplate jdbc, Tables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /// Returns the keys that were new.
  Set<Said.Key> insert(Collection<Said> sorted) {
    if (sorted.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.query(
            tables.in(INSERT),
            (row, _) ->
                new Said.Key(new ChatKey(row.getString(1), row.getString(3)), row.getString(2)),
            Rows.column(sorted, said -> said.chat().channel()),
            Rows.column(sorted, Said::id),
            Rows.column(sorted, said -> said.chat().chatId()),
            Rows.column(sorted, Said::author),
            Rows.column(sorted, Said::authorUser),
            Rows.column(sorted, Said::authorName),
            Rows.column(sorted, Said::basis),
            Rows.column(sorted, Said::causeId),
            Rows.column(sorted, said -> HistoryJson.write(said.content())),
            Rows.column(sorted, said -> said.content().words()),
            Rows.column(sorted, Said::quotedId),
            Rows.column(sorted, Said::sentAt),
            Rows.column(sorted, Said::receivedAt),
            Rows.column(sorted, Said::backfilled),
            Rows.column(sorted, Said::loggedAt)));
  }

  /// Locks and returns all messages with these ids, until the end of the transaction.
  List<Message> lock(Collection<MessageName> called) {
    return jdbc.query(
        tables.in(LOCK),
        (row, _) -> read(row),
        Rows.column(called, MessageName::channel),
        Rows.column(called, MessageName::id));
  }

  /// Returns the ids that are stored twice: as our message and as one of another program.
  Set<MessageName> claimed(Collection<MessageName> called) {
    return new HashSet<>(
        jdbc.query(
            tables.in(CLAIMED),
            (row, _) -> new MessageName(row.getString(1), row.getString(2)),
            Rows.column(called, MessageName::channel),
            Rows.column(called, MessageName::id)));
  }

  /// Stores the updates of these messages.
  void update(List<Message> sorted) {
    if (sorted.isEmpty()) {
      return;
    }
    jdbc.update(
        tables.in(UPDATE),
        Rows.column(sorted, message -> message.said().chat().channel()),
        Rows.column(sorted, message -> message.said().id()),
        Rows.column(sorted, message -> message.said().chat().chatId()),
        Rows.column(sorted, message -> message.sequel().providerId()),
        Rows.column(sorted, message -> HistoryJson.write(message.content())),
        Rows.column(sorted, Message::original),
        Rows.column(sorted, Message::words),
        Rows.column(sorted, message -> message.ofEdit(Edit::at)),
        Rows.column(sorted, message -> message.ofEdit(Edit::id)),
        Rows.column(sorted, message -> message.sequel().deletedAt()),
        Rows.column(sorted, message -> message.ofReached(Reached::status)),
        Rows.column(sorted, message -> message.ofReached(Reached::at)),
        Rows.column(sorted, message -> message.ofReached(Reached::reason)),
        Rows.column(sorted, message -> message.sequel().echoedAt()),
        Rows.column(sorted, message -> HistoryJson.writeAll(message.sequel().reactions())),
        Rows.column(sorted, message -> HistoryJson.writeAll(message.sequel().votes())));
  }

  void delete(Collection<Said.Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    jdbc.update(
        tables.in(DELETE),
        Rows.column(keys, key -> key.chat().channel()),
        Rows.column(keys, Said.Key::id),
        Rows.column(keys, key -> key.chat().chatId()));
  }

  public static Message read(ResultSet row) throws SQLException {
    Content content = HistoryJson.content(row.getString("content"));
    Instant editedAt = Rows.instant(row, "edited_at");
    String original = row.getString("original");
    var said =
        new Said(
            new ChatKey(row.getString("channel"), row.getString("chat_id")),
            row.getString("id"),
            Writer.valueOf(row.getString("author")),
            row.getString("author_user"),
            row.getString("author_name"),
            row.getString("basis"),
            row.getString("cause_id"),
            original == null ? content : HistoryJson.content(original),
            row.getString("quoted_id"),
            Rows.requiredInstant(row, "sent_at"),
            Rows.instant(row, "received_at"),
            row.getBoolean("backfilled"),
            Rows.requiredInstant(row, "logged_at"));
    return new Message(
        said,
        new Sequel(
            row.getString("provider_id"),
            editedAt == null ? null : new Edit(content, editedAt, row.getString("edit_id")),
            Rows.instant(row, "deleted_at"),
            reached(row),
            Rows.instant(row, "echoed_at"),
            HistoryJson.byWhom(row.getString("reactions"), REACTIONS),
            HistoryJson.byWhom(row.getString("votes"), VOTES)));
  }

  private static @Nullable Reached reached(ResultSet row) throws SQLException {
    String status = row.getString("status");
    return status == null
        ? null
        : new Reached(
            Status.valueOf(status),
            Rows.requiredInstant(row, "status_at"),
            row.getString("status_reason"));
  }
}
