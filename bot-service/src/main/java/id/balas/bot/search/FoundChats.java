package id.balas.bot.search;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The chats that a search finds, as a part of a query: by the name that we or the customer gave,
/// by number, and by messages between `since` and `until`. The column `hit` is the id of the latest
/// message that matches.
public final class FoundChats {

  // `OFFSET 0` forces an index lookup per row. The planner overestimates the matches and would
  // otherwise scan all chats.
  private static final String OF_IDS =
      """
      CROSS JOIN LATERAL (
        SELECT channel, chat_id FROM bot.chat_summaries WHERE chat_id = ids.wa_id OFFSET 0) AS one
      """;
  private static final String NAMES =
      """
      SELECT channel, chat_id, NULL::text AS id, NULL::timestamptz AS sent_at FROM bot.chat_summaries
        WHERE name IS NOT NULL AND bot.search_terms(name) @@ to_tsquery('simple', bot.fold(?))
      UNION ALL
      SELECT one.channel, one.chat_id, NULL, NULL FROM (
        SELECT own.wa_id FROM bot.contacts CROSS JOIN LATERAL (
          SELECT wa_id FROM bot.contact_ids WHERE contact_id = contacts.id OFFSET 0) AS own
        WHERE name IS NOT NULL AND bot.search_terms(name) @@ to_tsquery('simple', bot.fold(?))) AS ids
      """
          + OF_IDS;
  // What was deleted with all messages of its chat is not found. With a plain `sent_at`, the
  // planner
  // also reads the index of the times: millions of entries for a word that few messages have.
  private static final String MESSAGES =
      """
      UNION ALL
      SELECT channel, chat_id, id, sent_at FROM bot.messages m
        WHERE (words IS NOT NULL OR content ->> 'fileName' IS NOT NULL) AND deleted_at IS NULL
          AND bot.search_terms(coalesce(words, '') || ' ' || coalesce(content ->> 'fileName', ''))
            @@ to_tsquery('simple', bot.fold(?))
          AND sent_at + interval '0' >= ? AND sent_at + interval '0' < ?
          AND logged_at >= coalesce((
            SELECT s.cleared_at FROM bot.chat_summaries s
            WHERE s.channel = m.channel AND s.chat_id = m.chat_id), '-infinity')
      """;
  private static final String NUMBER =
      """
      UNION ALL
      SELECT one.channel, one.chat_id, NULL, NULL FROM (
        SELECT wa_id FROM bot.contact_ids
        WHERE bot.number_grams(wa_id) @> bot.number_grams(?) AND strpos(wa_id, ?) > 0) AS ids
      """
          + OF_IDS;
  // A range instead of LIKE: with LIKE on a parameter, the cached generic plan scans all chats.
  // Finds groups, too.
  private static final String BEGINNING =
      """
      UNION ALL
      SELECT channel, chat_id, NULL, NULL FROM bot.chat_summaries WHERE chat_id ~>=~ ? AND chat_id ~<~ ?
      """;
  private static final String START =
      """
      FROM (
        SELECT channel, chat_id, (array_agg(id ORDER BY sent_at DESC, id) FILTER (WHERE id IS NOT NULL))[1] AS hit
        FROM (
      """;
  private static final String END =
      """
        ) AS hits GROUP BY channel, chat_id) AS found
      CROSS JOIN LATERAL (
        SELECT * FROM bot.chat_summaries one
        WHERE one.channel = found.channel AND one.chat_id = found.chat_id OFFSET 0) AS s
      """;

  // Sorts after every character that a chat id may contain.
  private static final String AFTER_ALL = "~";
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private final StringBuilder sql = new StringBuilder(START);
  private final List<Object> values = new ArrayList<>();

  public FoundChats(String query, Instant since, @Nullable Instant until, String countryCode) {
    String names = SearchWords.inNames(query);
    add(NAMES, names, names);
    add(
        MESSAGES,
        SearchWords.inMessages(query),
        Timestamp.from(since),
        Timestamp.from(Objects.requireNonNullElse(until, NEVER)));
    List<String> numbers = SearchNumber.digits(query, countryCode);
    numbers.forEach(digits -> add(NUMBER, digits, digits));
    if (!numbers.isEmpty()) {
      add(BEGINNING, numbers.getFirst(), numbers.getFirst() + AFTER_ALL);
    }
    sql.append(END);
  }

  private void add(String part, Object... itsValues) {
    sql.append(part);
    values.addAll(List.of(itsValues));
  }

  /// From `FROM` on. The chats have the alias `s`, and `found.hit` is the message or null.
  public String sql() {
    return sql.toString();
  }

  public List<Object> values() {
    return values;
  }
}
