package id.balas.bot.history;

import id.balas.bot.database.Rows;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.history.model.Message;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.model.OriginalMessage;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// One row per chat for the chat list, derived from the chat's messages.
public final class ChatSummaries {

  private static final Comparator<Message> BY_TIME =
      Comparator.<Message, Instant>comparing(message -> message.original().sentAt())
          .thenComparing(message -> message.original().id());

  // Keeps the latest message in any order of arrival. An edited or deleted message updates the row
  // if it is the last one.
  private static final String TOUCH =
      """
      INSERT INTO bot.chat_summaries AS old
        (channel, chat_id, name, name_at, last_at, last_id, last_words, last_author, last_inbound_at, cleared_at,
          filled_at)
      SELECT channel, chat_id, name, name_at, last_at, last_id, left(last_words, 200), last_author, last_inbound_at,
        cleared_at, filled_at
      FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
          ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
        AS new (channel, chat_id, name, name_at, last_at, last_id, last_words, last_author, last_inbound_at, cleared_at,
          filled_at)
      ON CONFLICT (channel, chat_id) DO UPDATE
      SET name = CASE WHEN excluded.name_at >= coalesce(old.name_at, '-infinity') THEN excluded.name ELSE old.name END,
        name_at = greatest(excluded.name_at, old.name_at),
        last_words = CASE WHEN (excluded.last_at, excluded.last_id) >= (old.last_at, old.last_id)
          THEN excluded.last_words ELSE old.last_words END,
        last_author = CASE WHEN (excluded.last_at, excluded.last_id) >= (old.last_at, old.last_id)
          THEN excluded.last_author ELSE old.last_author END,
        last_id = CASE WHEN (excluded.last_at, excluded.last_id) >= (old.last_at, old.last_id)
          THEN excluded.last_id ELSE old.last_id END,
        last_at = greatest(excluded.last_at, old.last_at),
        last_inbound_at = greatest(excluded.last_inbound_at, old.last_inbound_at),
        cleared_at = greatest(excluded.cleared_at, old.cleared_at),
        filled_at = greatest(excluded.filled_at, old.filled_at),
        seq = nextval('bot.changes'), changed_xid = pg_current_xact_id()
      WHERE (excluded.last_at, excluded.last_id) >= (old.last_at, old.last_id)
        OR excluded.name_at >= coalesce(old.name_at, '-infinity')
        OR excluded.last_inbound_at > coalesce(old.last_inbound_at, '-infinity')
        OR excluded.cleared_at > coalesce(old.cleared_at, '-infinity')
        OR excluded.filled_at > coalesce(old.filled_at, '-infinity')
      """;

  /// `%s` is the set of chats, as `... AS chats (channel, chat_id)`. A row that exists keeps its
  /// `cleared_at`; in a new one it is that of the notices.
  private static final String RECOMPUTE =
      """
      INSERT INTO bot.chat_summaries AS old
        (channel, chat_id, name, name_at, last_at, last_id, last_words, last_author, last_inbound_at, filled_at, cleared_at)
      SELECT chats.channel, chats.chat_id, named.author_name, named.sent_at, last.sent_at, last.id,
        CASE WHEN last.deleted_at IS NULL THEN left(last.words, 200) END, last.author, inbound.sent_at,
        (SELECT max(logged_at) FROM bot.messages
         WHERE channel = chats.channel AND chat_id = chats.chat_id AND author = 'CUSTOMER' AND backfilled),
        CASE WHEN NOT EXISTS (
            SELECT FROM bot.chat_summaries WHERE channel = chats.channel AND chat_id = chats.chat_id)
          THEN (SELECT max(logged_at) FROM bot.messages
            WHERE channel = chats.channel AND chat_id = chats.chat_id AND content ->> 'type' = 'notice'
              AND content ->> '@type' = 'Unsupported' AND jsonb_exists(content -> 'raw', 'messages_removed_all')) END
      FROM %s
      CROSS JOIN LATERAL (
        SELECT * FROM bot.messages
        WHERE channel = chats.channel AND chat_id = chats.chat_id AND content ->> '@type' <> 'Reaction'
        ORDER BY sent_at DESC, id DESC
        LIMIT 1) AS last
      LEFT JOIN LATERAL (
        SELECT * FROM bot.messages
        WHERE channel = chats.channel AND chat_id = chats.chat_id AND author = 'CUSTOMER' AND author_name IS NOT NULL
          AND chats.chat_id ~ '@(s\\.whatsapp\\.net|lid)$'
        ORDER BY sent_at DESC, id DESC
        LIMIT 1) AS named ON true
      LEFT JOIN LATERAL (
        SELECT * FROM bot.messages
        WHERE channel = chats.channel AND chat_id = chats.chat_id AND author = 'CUSTOMER'
        ORDER BY sent_at DESC, id DESC
        LIMIT 1) AS inbound ON true
      ORDER BY chats.channel, chats.chat_id
      ON CONFLICT (channel, chat_id) DO UPDATE
      SET name = excluded.name, name_at = excluded.name_at, last_at = excluded.last_at, last_id = excluded.last_id,
        last_words = excluded.last_words, last_author = excluded.last_author,
        last_inbound_at = excluded.last_inbound_at, filled_at = excluded.filled_at, seq = nextval('bot.changes'), changed_xid = pg_current_xact_id()
      WHERE (old.name, old.last_at, old.last_id, old.last_words, old.last_author, old.last_inbound_at,
          old.filled_at)
        IS DISTINCT FROM (excluded.name, excluded.last_at, excluded.last_id, excluded.last_words, excluded.last_author,
          excluded.last_inbound_at, excluded.filled_at)
      """;

  private static final String DELETE_EMPTY =
      """
      DELETE FROM bot.chat_summaries AS old
      USING bot.rebuilt_cover AS chats
      WHERE old.channel = chats.channel AND old.chat_id = chats.chat_id
        AND NOT EXISTS (SELECT FROM bot.messages WHERE channel = chats.channel AND chat_id = chats.chat_id)
      """;

  private record LatestMessages(
      ChatKey chat,
      Message last,
      @Nullable Message named,
      @Nullable Message inbound,
      @Nullable Message cleared,
      @Nullable Instant filledAt) {

    static LatestMessages by(Message message) {
      OriginalMessage original = message.original();
      boolean isCustomers = original.author() == MessageAuthor.CUSTOMER;
      boolean hasName =
          isCustomers && original.sender().name() != null && original.chat().isPrivate();
      return new LatestMessages(
          original.chat(),
          message,
          hasName ? message : null,
          isCustomers ? message : null,
          isClearing(original.content()) ? message : null,
          isCustomers && original.backfilled() ? original.loggedAt() : null);
    }

    LatestMessages and(LatestMessages other) {
      return new LatestMessages(
          chat,
          BY_TIME.compare(last, other.last) > 0 ? last : other.last,
          later(named, other.named),
          later(inbound, other.inbound),
          later(cleared, other.cleared),
          Handling.later(filledAt, other.filledAt));
    }

    // All messages of the chat were deleted on our phone.
    private static boolean isClearing(Content content) {
      return content instanceof Content.Unsupported(String type, JsonNode raw)
          && type.equals("notice")
          && raw.has("messages_removed_all");
    }

    private static @Nullable Message later(@Nullable Message one, @Nullable Message other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return BY_TIME.compare(one, other) > 0 ? one : other;
    }
  }

  private final JdbcTemplate jdbc;

  public ChatSummaries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Updates the rows after messages are new or changed. Reactions never count as the last message.
  void touch(Collection<Message> messages) {
    Map<ChatKey, LatestMessages> byChat = new TreeMap<>();
    for (Message message : messages) {
      if (!(message.original().content() instanceof Content.Reaction)) {
        byChat.merge(message.original().chat(), LatestMessages.by(message), LatestMessages::and);
      }
    }
    if (byChat.isEmpty()) {
      return;
    }
    List<LatestMessages> sorted = List.copyOf(byChat.values());
    jdbc.update(
        TOUCH,
        Rows.column(sorted, latest -> latest.chat().channel()),
        Rows.column(sorted, latest -> latest.chat().chatId()),
        Rows.column(
            sorted,
            latest -> latest.named() == null ? null : latest.named().original().sender().name()),
        Rows.column(
            sorted, latest -> latest.named() == null ? null : latest.named().original().sentAt()),
        Rows.column(sorted, latest -> latest.last().original().sentAt()),
        Rows.column(sorted, latest -> latest.last().original().id()),
        Rows.column(
            sorted,
            latest -> latest.last().updates().deletedAt() == null ? latest.last().words() : null),
        Rows.column(sorted, latest -> latest.last().original().author()),
        Rows.column(
            sorted,
            latest -> latest.inbound() == null ? null : latest.inbound().original().sentAt()),
        Rows.column(
            sorted,
            latest -> latest.cleared() == null ? null : latest.cleared().original().loggedAt()),
        Rows.column(sorted, LatestMessages::filledAt));
  }

  /// Recomputes the rows of these chats from all their messages.
  public void recompute(Collection<ChatKey> chats) {
    if (!chats.isEmpty()) {
      jdbc.update(
          RECOMPUTE.formatted("unnest(?::text[], ?::text[]) AS chats (channel, chat_id)"),
          Rows.column(chats, ChatKey::channel),
          Rows.column(chats, ChatKey::chatId));
    }
  }

  /// Recomputes the rows of all chats in a rebuild.
  public void recomputeRebuilt() {
    jdbc.update(DELETE_EMPTY);
    jdbc.update(RECOMPUTE.formatted("bot.rebuilt_cover AS chats"));
  }
}
