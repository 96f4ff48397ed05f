package id.balas.bot.history.rebuild;

import id.balas.bot.database.Rows;
import id.balas.bot.history.ChatSummaries;
import id.balas.bot.history.Messages;
import id.balas.bot.history.Projection;
import id.balas.bot.history.model.HistoryBatch;
import id.balas.bot.history.model.Message;
import id.balas.bot.history.model.OriginalMessage;
import id.balas.bot.history.model.UpdateNotice;
import id.balas.bot.history.rebuild.Rebuild.Result;
import id.balas.events.value.ChatKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/// The temporary tables of a rebuild, and the statements that copy their differences to the live
/// tables.
final class RebuiltTables {

  private static final int BATCH = 1000;

  private static final String CREATE =
      """
      DROP TABLE IF EXISTS bot.rebuilt_messages, bot.rebuilt_orphans, bot.rebuilt_cover;
      CREATE UNLOGGED TABLE bot.rebuilt_messages (LIKE bot.messages INCLUDING DEFAULTS,
        PRIMARY KEY (channel, id, chat_id));
      CREATE UNIQUE INDEX ON bot.rebuilt_messages (channel, provider_id) WHERE provider_id IS NOT NULL;
      CREATE UNLOGGED TABLE bot.rebuilt_orphans (LIKE bot.message_orphans INCLUDING DEFAULTS,
        PRIMARY KEY (channel, about_id, chat_id, digest));
      CREATE UNLOGGED TABLE bot.rebuilt_cover (channel text, chat_id text, since timestamptz,
        since_of_echoes timestamptz, PRIMARY KEY (channel, chat_id));
      """;
  private static final String DROP =
      "DROP TABLE bot.rebuilt_messages, bot.rebuilt_orphans, bot.rebuilt_cover";

  private static final String CHATS =
      "SELECT channel, chat_id FROM bot.messages UNION SELECT channel, chat_id FROM bot.rebuilt_messages";
  private static final String COVER =
      """
      INSERT INTO bot.rebuilt_cover
      SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
      """;

  private static final String REMOVE =
      """
      DELETE FROM bot.messages AS live
      USING bot.rebuilt_cover AS cover
      WHERE live.channel = cover.channel AND live.chat_id = cover.chat_id
        AND live.logged_at >= CASE live.author WHEN 'API' THEN cover.since_of_echoes ELSE cover.since END
        AND NOT EXISTS (
          SELECT FROM bot.rebuilt_messages
          WHERE channel = live.channel AND id = live.id AND chat_id = live.chat_id)
      """;

  private static final String CONTENTS =
      """
      author, author_user, author_name, basis, cause_id, content, original, words, quoted_id, sent_at, received_at, \
      backfilled, edited_at, edit_id, status, status_at, status_reason, reactions, votes, acts, log_offset\
      """;

  // Echoes have the shortest retention in Kafka, so their proof of sending is kept from the live
  // row. So is a deletion, which is final: no record of a message says that its chat was cleared
  // before the chat moved.
  private static final String REPLACE =
      """
      UPDATE bot.messages AS live
      SET (provider_id, %s, echoed_at, deleted_at, seq, changed_xid) = (
        SELECT made.provider_id, %s, coalesce(made.echoed_at, live.echoed_at),
          coalesce(made.deleted_at, live.deleted_at), nextval('bot.changes'), pg_current_xact_id())
      FROM bot.rebuilt_messages AS made, bot.rebuilt_cover AS cover
      WHERE live.channel = made.channel AND live.id = made.id AND live.chat_id = made.chat_id
        AND live.channel = cover.channel AND live.chat_id = cover.chat_id
        AND live.logged_at >= cover.since AND made.logged_at >= cover.since
        AND (live.provider_id, %s, live.echoed_at, live.deleted_at)
          IS DISTINCT FROM (made.provider_id, %s, coalesce(made.echoed_at, live.echoed_at),
            coalesce(made.deleted_at, live.deleted_at))
      """
          .formatted(CONTENTS, of("made"), of("live"), of("made"));

  // Otherwise a row could get a provider id that another row still has, and violate the unique
  // index.
  private static final String RELEASE =
      """
      UPDATE bot.messages AS live
      SET provider_id = NULL
      FROM bot.rebuilt_messages AS made, bot.rebuilt_cover AS cover
      WHERE live.channel = made.channel AND live.id = made.id AND live.chat_id = made.chat_id
        AND live.channel = cover.channel AND live.chat_id = cover.chat_id
        AND live.logged_at >= cover.since AND made.logged_at >= cover.since
        AND live.provider_id IS DISTINCT FROM made.provider_id
      """;

  private static final String ADD =
      """
      INSERT INTO bot.messages (channel, id, chat_id, provider_id, %s, echoed_at, deleted_at, logged_at)
      SELECT channel, id, chat_id, provider_id, %s, echoed_at, deleted_at, logged_at
      FROM bot.rebuilt_messages
      ON CONFLICT DO NOTHING
      """
          .formatted(CONTENTS, CONTENTS);

  private static final String ADD_ORPHANS =
      "INSERT INTO bot.message_orphans SELECT * FROM bot.rebuilt_orphans ON CONFLICT DO NOTHING";

  // Updates whose messages are older than Kafka's records.
  private static final String LATE_UPDATES =
      """
      SELECT made.*
      FROM bot.rebuilt_messages AS made
      JOIN bot.rebuilt_cover AS cover USING (channel, chat_id)
      WHERE made.logged_at < cover.since
      """;

  private final JdbcTemplate jdbc;
  private final JdbcTemplate rows;
  private final Projection live;

  RebuiltTables(JdbcTemplate jdbc, Projection live) {
    this.jdbc = jdbc;
    // Fetched in portions, because all rows may not fit into memory.
    this.rows = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
    rows.setFetchSize(BATCH);
    this.live = live;
  }

  private static String of(String table) {
    return table + "." + CONTENTS.replace(", ", ", " + table + ".");
  }

  void create() {
    jdbc.execute(CREATE);
  }

  void drop() {
    jdbc.execute(DROP);
  }

  /// Runs in the caller's transaction, while other writers of the history are blocked.
  Result copyOver(LogCoverage cover, long records) {
    var aliases = new RebuiltAliases(jdbc, rows);
    aliases.join();
    cover(cover);
    aliases.narrow(cover);
    jdbc.execute("ANALYZE bot.rebuilt_messages, bot.rebuilt_cover");
    long removed = jdbc.update(REMOVE);
    jdbc.update(RELEASE);
    long replaced = jdbc.update(REPLACE);
    long added = jdbc.update(ADD);
    jdbc.update(ADD_ORPHANS);
    copyLateUpdates();
    live.settleAll();
    new ChatSummaries(jdbc).recomputeRebuilt();
    new RebuiltContacts(jdbc, rows).add();
    return new Result(records, added, replaced, removed);
  }

  private void cover(LogCoverage cover) {
    List<ChatKey> chats = new ArrayList<>(BATCH);
    rows.query(
        CHATS,
        row -> {
          chats.add(new ChatKey(row.getString(1), row.getString(2)));
          if (chats.size() == BATCH) {
            cover(cover, chats);
            chats.clear();
          }
        });
    cover(cover, chats);
  }

  private void cover(LogCoverage cover, List<ChatKey> chats) {
    jdbc.update(
        COVER,
        Rows.column(chats, ChatKey::channel),
        Rows.column(chats, ChatKey::chatId),
        Rows.column(chats, cover::since),
        Rows.column(chats, cover::sinceOfEchoes));
  }

  private void copyLateUpdates() {
    var batch = new HistoryBatch();
    rows.query(
        LATE_UPDATES,
        row -> {
          Message message = Messages.read(row);
          OriginalMessage original = message.original();
          batch
              .notices()
              .add(
                  UpdateNotice.byPerson(
                      original.chat(), original.id(), message.updates(), original.loggedAt()));
          if (batch.notices().size() == BATCH) {
            live.project(batch);
            batch.notices().clear();
          }
        });
    live.project(batch);
  }
}
