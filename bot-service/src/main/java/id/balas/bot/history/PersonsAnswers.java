package id.balas.bot.history;

import id.balas.bot.database.Rows;
import id.balas.bot.history.model.Message;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.model.OriginalMessage;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/// Marks a chat as read when a person answers in it: at the desk, as an admin in WhatsApp, or on
/// our phone. The bot's answers do not count.
final class PersonsAnswers {

  // A reply from the desk has our clock's time, a customer's message the provider's. So everything
  // that was recorded before the reply is read too. Locks in the order of a read mark over REST:
  // the mark first, the chat's summary later.
  private static final String MARK =
      """
      INSERT INTO bot.read_marks AS mark (channel, chat_id, read_up_to, marked_by, marked_at)
      SELECT channel, chat_id, greatest(sent_at, CASE WHEN by_our_clock THEN (
          SELECT m.sent_at FROM bot.messages m
          WHERE m.channel = answer.channel AND m.chat_id = answer.chat_id AND m.author = 'CUSTOMER'
            AND m.logged_at <= answer.logged_at
          ORDER BY m.sent_at DESC LIMIT 1) END), author, logged_at
      FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::boolean[], ?::text[])
        AS answer (channel, chat_id, sent_at, logged_at, by_our_clock, author)
      ON CONFLICT (channel, chat_id) DO UPDATE
      SET read_up_to = greatest(mark.read_up_to, excluded.read_up_to), marked_by = excluded.marked_by,
        marked_at = greatest(mark.marked_at, excluded.marked_at)
      WHERE mark.read_up_to < excluded.read_up_to OR mark.marked_at < excluded.marked_at
      """;

  private static final Comparator<OriginalMessage> BY_TIME =
      Comparator.comparing(OriginalMessage::sentAt);

  private final JdbcTemplate jdbc;

  PersonsAnswers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void markRead(Collection<Message> messages) {
    Map<ChatKey, OriginalMessage> latest = new TreeMap<>();
    for (Message message : messages) {
      OriginalMessage original = message.original();
      if (isAnswer(original)) {
        latest.merge(
            original.chat(),
            original,
            (one, other) -> BY_TIME.compare(one, other) > 0 ? one : other);
      }
    }
    List<OriginalMessage> sorted = new ArrayList<>(latest.values());
    if (!sorted.isEmpty()) {
      jdbc.update(
          MARK,
          Rows.column(sorted, answer -> answer.chat().channel()),
          Rows.column(sorted, answer -> answer.chat().chatId()),
          Rows.column(sorted, OriginalMessage::sentAt),
          Rows.column(sorted, OriginalMessage::loggedAt),
          Rows.column(sorted, answer -> answer.author() != MessageAuthor.PHONE),
          Rows.column(
              sorted, answer -> Objects.requireNonNullElse(answer.sender().user(), "phone")));
    }
  }

  // Notices from our number, such as a pinned message, are not answers.
  private static boolean isAnswer(OriginalMessage message) {
    return switch (message.author()) {
      case AGENT, ADMIN -> true;
      case PHONE ->
          !(message.content() instanceof Content.Unsupported(String type, _)
              && type.equals("notice"));
      case CUSTOMER, BOT, AI, NOTICE, API -> false;
    };
  }
}
