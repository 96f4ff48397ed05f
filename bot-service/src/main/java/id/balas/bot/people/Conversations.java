package id.balas.bot.people;

import id.balas.bot.chat.store.ChatAliases;
import id.balas.bot.database.Rows;
import id.balas.bot.decision.people.ConversationStatus;
import id.balas.events.ChatChanged;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Rating;
import id.balas.service.database.OldRows;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// The conversations of all chats, derived from [ChatChanged]. Idempotent: an older change changes
/// nothing, so the topic can be read again from the beginning.
@Repository
class Conversations {

  private static final int BATCH = 5000;

  private static final String PUT =
      """
      INSERT INTO bot.conversations AS old (channel, chat_id, id, status, opened_at, active_at, resolved_at, resolved_by,
        last_agent, team, changed_at, priority, rating, rating_comment, rated_at)
      SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],
        ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::smallint[], ?::text[],
        ?::timestamptz[])
      ON CONFLICT (channel, chat_id, id) DO UPDATE
      SET status = excluded.status, active_at = excluded.active_at, resolved_at = excluded.resolved_at,
        resolved_by = excluded.resolved_by, last_agent = excluded.last_agent,
        team = CASE WHEN excluded.resolved_at IS NULL THEN excluded.team ELSE coalesce(excluded.team, old.team) END,
        changed_at = excluded.changed_at, priority = excluded.priority, rating = excluded.rating,
        rating_comment = excluded.rating_comment, rated_at = excluded.rated_at
      WHERE excluded.changed_at >= old.changed_at
      """;

  private static final String DELETE_OLD =
      """
      DELETE FROM bot.conversations
      WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM bot.conversations
        WHERE active_at < :before AND (SELECT mine FROM turn)
        ORDER BY active_at
        LIMIT :batch))
      """;

  // The end takes the team from the chat, so `team` is then that of an earlier change in the batch.
  // If it is null, the stored one stays.
  private record Row(
      ChatKey chat, ChatChanged change, Conversation conversation, @Nullable String team) {

    // The changes of two chats of a customer are in no order.
    Row orLater(Row next) {
      boolean isEarlier =
          !next.change.chat().equals(change.chat()) && next.change.at().isBefore(change.at());
      return isEarlier ? this : next.hasEnded() ? next.with(team) : next;
    }

    private boolean hasEnded() {
      Conversation last = change.after().conversation();
      return last != null && last.resolvedAt() != null;
    }

    private Row with(@Nullable String formerTeam) {
      return new Row(chat, change, conversation, formerTeam);
    }
  }

  private final JdbcTemplate jdbc;
  private final ChatAliases aliases;
  private final OldRows old;
  private final Duration keep;
  private final Clock clock;

  Conversations(
      JdbcTemplate jdbc,
      ChatAliases aliases,
      JdbcClient client,
      @Value("${balas.bot.history.keep}") Duration keep,
      Clock clock) {
    this.jdbc = jdbc;
    this.aliases = aliases;
    this.old = new OldRows(client, "bot.conversations", BATCH, DELETE_OLD);
    this.keep = keep;
    this.clock = clock;
  }

  /// In the order of the topic. Of one conversation, the last change counts.
  void put(List<ChatChanged> changes) {
    Map<ChatKey, ChatKey> phones =
        aliases.phonesOf(changes.stream().map(ChatChanged::chat).toList());
    Map<String, Row> latest = new TreeMap<>();
    for (ChatChanged change : changes) {
      Conversation conversation = change.after().conversation();
      if (conversation != null) {
        Row row = row(change, conversation, phones.get(change.chat()));
        latest.merge(row.chat() + " " + conversation.id(), row, Row::orLater);
      }
    }
    if (!latest.isEmpty()) {
      write(latest.values());
    }
  }

  // A change from before the link that is read after it. The phone's chat has a later change of the
  // conversation that it took over. It did not take over the others, so they have ended.
  private static Row row(ChatChanged change, Conversation conversation, @Nullable ChatKey phone) {
    boolean isOpen = conversation.resolvedAt() == null;
    return new Row(
        phone == null ? change.chat() : phone,
        change,
        phone != null && isOpen ? conversation.resolved(null, change.at()) : conversation,
        isOpen ? change.after().team() : null);
  }

  private void write(Collection<Row> rows) {
    jdbc.update(
        PUT,
        Rows.column(rows, row -> row.chat().channel()),
        Rows.column(rows, row -> row.chat().chatId()),
        Rows.column(rows, row -> row.conversation().id()),
        Rows.column(
            rows,
            row -> ConversationStatus.of(row.conversation(), row.change().after().snoozedUntil())),
        Rows.column(rows, row -> row.conversation().openedAt()),
        Rows.column(rows, row -> row.conversation().activeAt()),
        Rows.column(rows, row -> row.conversation().resolvedAt()),
        Rows.column(rows, row -> row.conversation().resolvedBy()),
        Rows.column(rows, row -> row.conversation().lastAgent()),
        Rows.column(rows, Row::team),
        Rows.column(rows, row -> row.change().at()),
        Rows.column(rows, row -> row.conversation().priority()),
        rating(rows, Rating::stars),
        rating(rows, Rating::comment),
        rating(rows, Rating::at));
  }

  private static String[] rating(Collection<Row> rows, Function<Rating, @Nullable Object> part) {
    return Rows.column(
        rows,
        row ->
            row.conversation().rating() == null ? null : part.apply(row.conversation().rating()));
  }

  @Scheduled(initialDelayString = "PT4M", fixedDelayString = "PT1H")
  void deleteOld() {
    old.deleteBefore(clock.instant().minus(keep));
  }
}
