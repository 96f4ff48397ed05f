package id.balas.bot.bulk;

import id.balas.bot.bulk.BulkProgress.Refused;
import id.balas.bot.history.queries.ChatPath;
import id.balas.events.value.ChatKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How far bulk actions are, by the decisions about their commands.
@Repository
class BulkResults {

  private static final int MOST_REFUSALS = 100;

  private static final String DECIDED =
      """
      FROM bot.bulk_chats AS chat
      LEFT JOIN bot.chats AS linked ON linked.channel = chat.channel AND linked.chat_id = chat.chat_id
      LEFT JOIN bot.decisions AS decision ON decision.channel = chat.channel
        AND decision.chat_id IN (chat.chat_id, linked.alias_of)
        AND decision.cause_id = 'bulk-' || chat.bulk_id || '-' || chat.position
        AND decision.outcome <> 'FORWARDED'
      WHERE chat.bulk_id = ?
      """;
  private static final String COUNT =
      """
      SELECT count(*) FILTER (WHERE state = 'DONE' OR decision.outcome <> 'REFUSED') AS done,
        count(*) FILTER (WHERE decision.outcome = 'REFUSED') AS refused,
        count(*) FILTER (WHERE state = 'LATE') AS late,
        count(*) AS chats
      """
          + DECIDED;
  private static final String REFUSALS =
      "SELECT chat.channel, chat.chat_id, decision.rule "
          + DECIDED
          + "AND decision.outcome = 'REFUSED' ORDER BY position LIMIT "
          + MOST_REFUSALS;

  private final JdbcClient jdbc;

  BulkResults(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Empty if the caller has no such bulk action. `anyCaller` is for admins.
  Optional<BulkProgress> progress(UUID id, String caller, boolean anyCaller) {
    return jdbc.sql("SELECT id FROM bot.bulk_acts WHERE id = ? AND (caller = ? OR ?)")
        .params(id, caller, anyCaller)
        .query(UUID.class)
        .optional()
        .map(this::progress);
  }

  // The refusals after the counts, so that a finished action has all of them.
  private BulkProgress progress(UUID id) {
    BulkProgress counted =
        jdbc.sql(COUNT)
            .param(id)
            .query((row, _) ->
                BulkProgress.of(
                    id,
                    row.getInt("chats"),
                    row.getInt("done"),
                    row.getInt("refused"),
                    row.getInt("late")))
            .single();
    return counted.with(refusals(id));
  }

  private List<Refused> refusals(UUID id) {
    return jdbc.sql(REFUSALS)
        .param(id)
        .query((row, _) ->
            new Refused(
                ChatPath.write(new ChatKey(row.getString("channel"), row.getString("chat_id"))),
                row.getString("rule")))
        .list();
  }
}
