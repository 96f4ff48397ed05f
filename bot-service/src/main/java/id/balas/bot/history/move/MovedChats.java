package id.balas.bot.history.move;

import id.balas.bot.contacts.store.MergedContacts;
import id.balas.bot.history.ChatSummaries;
import id.balas.bot.history.Projection;
import id.balas.bot.history.model.MessageName;
import id.balas.events.value.ChatKey;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves messages, notes, labels, the contact and the read marks of linked hidden numbers to the
/// phone's chat. A transaction that began before the link may still write under the hidden number,
/// so the move is repeated until no such transaction runs. An unlinked hidden number leaves the
/// phone's contact; the rest stays.
@Component
class MovedChats {

  private static final Logger log = LoggerFactory.getLogger(MovedChats.class);

  private static final String TO_MOVE =
      """
      SELECT channel, chat_id, alias_of, changed_xid < pg_snapshot_xmin(pg_current_snapshot()) AS settled
      FROM bot.chats
      WHERE alias_of IS NOT NULL AND NOT moved
      ORDER BY channel, chat_id
      LIMIT 100
      """;

  private static final String MOVED =
      "UPDATE bot.chats SET moved = true WHERE channel = ? AND chat_id = ? AND alias_of = ?";
  private static final String UNLINKED =
      "UPDATE bot.chats SET moved = false WHERE alias_of IS NULL AND moved RETURNING chat_id";

  // The same lock as the projection: a rebuild takes it exclusively.
  private static final String LOCKS =
      """
      SELECT pg_advisory_xact_lock_shared(hashtext('bot.history')),
        pg_try_advisory_xact_lock(hashtext('bot.moved'), hashtext(? || '/' || ?)) AS mine
      """;

  private static final String ORPHANS =
      "SELECT DISTINCT about_id FROM bot.message_orphans WHERE channel = ? AND chat_id = ?";

  private record Alias(ChatKey hidden, ChatKey phone, boolean settled) {}

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Projection projection;
  private final ChatSummaries summaries;
  private final MergedContacts contacts;

  MovedChats(JdbcTemplate jdbc, TransactionTemplate transaction, Projection projection) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.projection = projection;
    this.summaries = new ChatSummaries(jdbc);
    this.contacts = new MergedContacts(jdbc);
  }

  @Scheduled(fixedDelayString = "PT2S")
  void moveAll() {
    try {
      transaction.executeWithoutResult(
          _ -> jdbc.queryForList(UNLINKED, String.class).forEach(contacts::unlink));
      jdbc.query(
              TO_MOVE,
              (row, _) ->
                  new Alias(
                      new ChatKey(row.getString("channel"), row.getString("chat_id")),
                      new ChatKey(row.getString("channel"), row.getString("alias_of")),
                      row.getBoolean("settled")))
          .forEach(this::move);
    } catch (RuntimeException e) {
      log.warn("Could not move the chats of hidden numbers, retrying: {}", e.toString());
    }
  }

  private void move(Alias alias) {
    List<MessageName> orphans = transaction.execute(_ -> moveRows(alias));
    if (orphans != null && !orphans.isEmpty()) {
      projection.settle(orphans);
    }
  }

  private List<MessageName> moveRows(Alias alias) {
    String channel = alias.hidden().channel();
    String hidden = alias.hidden().chatId();
    String phone = alias.phone().chatId();
    Boolean mine = jdbc.queryForObject(LOCKS, (row, _) -> row.getBoolean("mine"), channel, hidden);
    if (!Boolean.TRUE.equals(mine)) {
      return List.of();
    }
    MovedRows.readMarks(jdbc, channel, hidden, phone);
    boolean moved = MovedRows.messages(jdbc, channel, hidden, phone);
    List<MessageName> orphans =
        jdbc.query(
            ORPHANS, (row, _) -> new MessageName(channel, row.getString(1)), channel, hidden);
    MovedRows.others(jdbc, channel, hidden, phone);
    contacts.link(hidden, phone);
    if (moved) {
      summaries.recompute(List.of(alias.phone()));
    }
    if (alias.settled()) {
      jdbc.update(MOVED, channel, hidden, phone);
      log.info("Moved the history of {} to {}", alias.hidden().masked(), alias.phone().masked());
    }
    return orphans;
  }
}
