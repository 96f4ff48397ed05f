package id.balas.bot.history;

import id.balas.bot.database.Rows;
import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.history.model.Message;
import id.balas.bot.history.model.MessageAct;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.model.MessageName;
import id.balas.bot.history.model.MessageUpdates;
import id.balas.bot.history.model.MessageUpdates.Edit;
import id.balas.bot.history.model.OriginalMessage;
import id.balas.bot.history.model.Progress;
import id.balas.events.MessageStatus.Status;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.service.database.Columns;
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
         received_at, backfilled, logged_at, log_offset)
      SELECT *
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[],
        ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::boolean[], ?::timestamptz[], ?::bigint[])
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
        reactions = new.reactions, votes = new.votes, acts = new.acts
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::jsonb[], ?::text[], ?::timestamptz[],
          ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::jsonb[], ?::jsonb[],
          ?::jsonb[])
        AS new (channel, id, chat_id, provider_id, content, original, words, edited_at, edit_id, deleted_at, status,
          status_at, status_reason, echoed_at, reactions, votes, acts)
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

  private static final TypeReference<Map<String, MessageUpdates.Reaction>> REACTIONS =
      new TypeReference<>() {};
  private static final TypeReference<Map<String, MessageUpdates.Vote>> VOTES =
      new TypeReference<>() {};
  private static final TypeReference<Map<String, MessageAct>> ACTS = new TypeReference<>() {};

  private final JdbcTemplate jdbc;
  private final Tables tables;

  Messages(JdbcTemplate jdbc, Tables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /// Returns the keys that were new.
  Set<OriginalMessage.Key> insert(Collection<OriginalMessage> sorted) {
    if (sorted.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.query(
            tables.in(INSERT),
            (row, _) ->
                new OriginalMessage.Key(
                    new ChatKey(row.getString(1), row.getString(3)), row.getString(2)),
            Rows.column(sorted, original -> original.chat().channel()),
            Rows.column(sorted, OriginalMessage::id),
            Rows.column(sorted, original -> original.chat().chatId()),
            Rows.column(sorted, OriginalMessage::author),
            Rows.column(sorted, original -> original.sender().user()),
            Rows.column(sorted, original -> original.sender().name()),
            Rows.column(sorted, OriginalMessage::basis),
            Rows.column(sorted, OriginalMessage::causeId),
            Rows.column(sorted, original -> HistoryJson.write(original.content())),
            Rows.column(sorted, original -> original.content().words()),
            Rows.column(sorted, OriginalMessage::quotedId),
            Rows.column(sorted, OriginalMessage::sentAt),
            Rows.column(sorted, OriginalMessage::receivedAt),
            Rows.column(sorted, OriginalMessage::backfilled),
            Rows.column(sorted, OriginalMessage::loggedAt),
            Rows.column(sorted, OriginalMessage::logOffset)));
  }

  /// Locks and returns all messages with these ids, until the end of the transaction.
  List<Message> lock(Collection<MessageName> names) {
    return jdbc.query(
        tables.in(LOCK),
        (row, _) -> read(row),
        Rows.column(names, MessageName::channel),
        Rows.column(names, MessageName::id));
  }

  /// Returns the ids that are stored twice: as our message and as one of another program.
  Set<MessageName> claimed(Collection<MessageName> names) {
    return new HashSet<>(
        jdbc.query(
            tables.in(CLAIMED),
            (row, _) -> new MessageName(row.getString(1), row.getString(2)),
            Rows.column(names, MessageName::channel),
            Rows.column(names, MessageName::id)));
  }

  /// Stores the updates of these messages.
  void update(List<Message> sorted) {
    if (sorted.isEmpty()) {
      return;
    }
    jdbc.update(
        tables.in(UPDATE),
        Rows.column(sorted, message -> message.original().chat().channel()),
        Rows.column(sorted, message -> message.original().id()),
        Rows.column(sorted, message -> message.original().chat().chatId()),
        Rows.column(sorted, message -> message.updates().providerId()),
        Rows.column(sorted, message -> HistoryJson.write(message.content())),
        Rows.column(sorted, Message::originalJson),
        Rows.column(sorted, Message::words),
        Rows.column(sorted, message -> message.ofEdit(Edit::at)),
        Rows.column(sorted, message -> message.ofEdit(Edit::id)),
        Rows.column(sorted, message -> message.updates().deletedAt()),
        Rows.column(sorted, message -> message.ofProgress(Progress::status)),
        Rows.column(sorted, message -> message.ofProgress(Progress::at)),
        Rows.column(sorted, message -> message.ofProgress(Progress::reason)),
        Rows.column(sorted, message -> message.updates().echoedAt()),
        Rows.column(sorted, message -> HistoryJson.writeAll(message.updates().reactions())),
        Rows.column(sorted, message -> HistoryJson.writeAll(message.updates().votes())),
        Rows.column(sorted, message -> HistoryJson.writeAll(message.updates().acts())));
  }

  void delete(Collection<OriginalMessage.Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    jdbc.update(
        tables.in(DELETE),
        Rows.column(keys, key -> key.chat().channel()),
        Rows.column(keys, OriginalMessage.Key::id),
        Rows.column(keys, key -> key.chat().chatId()));
  }

  public static Message read(ResultSet row) throws SQLException {
    Content content = HistoryJson.content(row.getString("content"));
    Instant editedAt = Columns.instant(row, "edited_at");
    String firstVersion = row.getString("original");
    var original =
        new OriginalMessage(
            new ChatKey(row.getString("channel"), row.getString("chat_id")),
            row.getString("id"),
            new OriginalMessage.Sender(
                MessageAuthor.valueOf(row.getString("author")),
                row.getString("author_user"),
                row.getString("author_name")),
            row.getString("basis"),
            row.getString("cause_id"),
            firstVersion == null ? content : HistoryJson.content(firstVersion),
            row.getString("quoted_id"),
            Rows.requiredInstant(row, "sent_at"),
            Columns.instant(row, "received_at"),
            row.getBoolean("backfilled"),
            Rows.requiredInstant(row, "logged_at"),
            row.getObject("log_offset", Long.class));
    return new Message(
        original,
        new MessageUpdates(
            row.getString("provider_id"),
            editedAt == null ? null : new Edit(content, editedAt, row.getString("edit_id")),
            Columns.instant(row, "deleted_at"),
            progress(row),
            Columns.instant(row, "echoed_at"),
            HistoryJson.byWhom(row.getString("reactions"), REACTIONS),
            HistoryJson.byWhom(row.getString("votes"), VOTES),
            HistoryJson.byWhom(row.getString("acts"), ACTS)));
  }

  private static @Nullable Progress progress(ResultSet row) throws SQLException {
    String status = row.getString("status");
    return status == null
        ? null
        : new Progress(
            Status.valueOf(status),
            Rows.requiredInstant(row, "status_at"),
            row.getString("status_reason"));
  }
}
