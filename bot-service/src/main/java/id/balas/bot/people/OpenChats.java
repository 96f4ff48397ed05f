package id.balas.bot.people;

import id.balas.bot.database.Rows;
import id.balas.bot.decision.people.MessageKinds;
import id.balas.bot.history.model.HistoryJson;
import id.balas.events.PeopleCommand.FoundOpen;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The chats that were open before conversations were recorded: a person has them, or a message was
/// sent in them lately. A chat without a message for 14 days is not open.
@Repository
class OpenChats {

  private static final Duration LOOKS_BACK = Duration.ofDays(14);
  private static final int CHATS = 500;
  private static final int LAST_MESSAGES = 20;

  private static final String PAGE =
      """
      SELECT chats.channel, chats.chat_id, last.id, last.author, last.content, last.sent_at
      FROM (
        SELECT s.channel, s.chat_id FROM bot.chat_summaries s
        LEFT JOIN bot.chats c ON c.channel = s.channel AND c.chat_id = s.chat_id
        WHERE (s.channel, s.chat_id) > (?, ?) AND s.chat_id ~ '@(s\\.whatsapp\\.net|lid)$' AND s.last_at > ?
          AND c.alias_of IS NULL
          AND (s.last_at > ? OR c.mode <> 'BOT' OR c.human_until IS NOT NULL OR c.handling IS NOT NULL)
        ORDER BY s.channel, s.chat_id LIMIT ?) AS chats
      LEFT JOIN LATERAL (
        SELECT m.id, m.author, m.content, m.sent_at FROM bot.messages m
        WHERE m.channel = chats.channel AND m.chat_id = chats.chat_id AND m.author <> 'NOTICE'
        ORDER BY m.sent_at DESC, m.id DESC
        LIMIT ?) AS last ON true
      ORDER BY chats.channel, chats.chat_id, last.sent_at DESC, last.id DESC
      """;

  /// The open chats after `last`, and the last of all chats that were looked at. `last` is null at
  /// the end.
  record Page(List<FoundOpen> found, @Nullable ChatKey last) {}

  private record Said(String id, boolean byCustomer, Instant at) {}

  private final JdbcTemplate jdbc;

  OpenChats(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// `idle` is the time without messages after which a conversation ends.
  Page after(@Nullable ChatKey last, Instant now, Duration idle) {
    Map<ChatKey, List<Said>> chats = new LinkedHashMap<>();
    jdbc.query(
        PAGE,
        row -> {
          var chat = new ChatKey(row.getString("channel"), row.getString("chat_id"));
          List<Said> said = chats.computeIfAbsent(chat, _ -> new ArrayList<>());
          if (row.getString("content") != null && !isSign(row)) {
            said.add(
                new Said(
                    row.getString("id"),
                    row.getString("author").equals("CUSTOMER"),
                    Rows.requiredInstant(row, "sent_at")));
          }
        },
        last == null ? "" : last.channel(),
        last == null ? "" : last.chatId(),
        Timestamp.from(now.minus(LOOKS_BACK)),
        Timestamp.from(now.minus(idle)),
        CHATS,
        LAST_MESSAGES);
    List<FoundOpen> found = new ArrayList<>();
    ChatKey end = null;
    for (var entry : chats.entrySet()) {
      end = entry.getKey();
      if (!entry.getValue().isEmpty()) {
        found.add(found(end, entry.getValue(), now));
      }
    }
    return new Page(found, chats.size() < CHATS ? null : end);
  }

  // The latest message is first.
  private static FoundOpen found(ChatKey chat, List<Said> said, Instant now) {
    Said latest = said.getFirst();
    Instant unansweredSince = null;
    for (Said one : said) {
      if (!one.byCustomer()) {
        break;
      }
      unansweredSince = one.at();
    }
    return new FoundOpen(
        "found-" + latest.id(),
        chat.channel(),
        chat.chatId(),
        Issuer.system("moving-in"),
        now,
        latest.id(),
        latest.at(),
        unansweredSince);
  }

  private static boolean isSign(ResultSet row) throws SQLException {
    return MessageKinds.isSign(HistoryJson.content(row.getString("content")));
  }
}
