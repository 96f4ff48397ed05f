package id.balas.bot.inbox;

/// What is unread for a user. A user's own mark applies if it was set last: it may be moved back. A
/// later mark of all users, which an answer sets, never makes anything unread.
final class UnreadSql {

  /// `s` is the chat's summary. The joined row `mark` is the effective mark; the parameter is the
  /// username.
  static final String MARK = joined("?");

  /// Whether the chat `s` is unread, by `mark`.
  static final String IS_UNREAD =
      "coalesce(s.last_inbound_at > coalesce(mark.read_up_to, '-infinity') OR s.filled_at > mark.marked_at, false)";

  private static final int MOST_COUNTED = 100;

  /// The unread messages of the chat `s` for each of the usernames of an array parameter. Counted
  /// up to 100, and once for all users who have read as far: most have read nothing. Without
  /// `OFFSET 0` they would be counted again for each.
  static final String COUNTS =
      """
      (SELECT array_agg(unread ORDER BY place) FROM (
        SELECT array_agg(person.place) AS places, (SELECT count(*) FROM (
          SELECT 1 FROM bot.messages m
          WHERE m.channel = s.channel AND m.chat_id = s.chat_id AND m.author = 'CUSTOMER'
            AND s.last_inbound_at > coalesce(mark.read_up_to, '-infinity') AND m.sent_at > coalesce(mark.read_up_to, '-infinity')
          UNION ALL
          SELECT 1 FROM bot.messages m
          WHERE m.channel = s.channel AND m.chat_id = s.chat_id AND m.author = 'CUSTOMER' AND m.backfilled
            AND s.filled_at > mark.marked_at AND m.logged_at > mark.marked_at AND m.sent_at <= mark.read_up_to
          LIMIT %d) AS counted) AS unread
        FROM unnest(?::text[]) WITH ORDINALITY AS person (username, place)
        %s
        GROUP BY mark.read_up_to, mark.marked_at
        OFFSET 0) AS counts CROSS JOIN LATERAL unnest(places) AS place)
      """
          .formatted(MOST_COUNTED, joined("person.username"));

  private UnreadSql() {}

  private static String joined(String username) {
    return """
    LEFT JOIN bot.read_marks AS shared ON shared.channel = s.channel AND shared.chat_id = s.chat_id
    LEFT JOIN bot.user_read_marks AS own
      ON own.username = %s AND own.channel = s.channel AND own.chat_id = s.chat_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN own.marked_at >= shared.marked_at THEN own.read_up_to
          ELSE greatest(own.read_up_to, shared.read_up_to) END AS read_up_to,
        greatest(own.marked_at, shared.marked_at) AS marked_at) AS mark
    """
        .formatted(username);
  }
}
