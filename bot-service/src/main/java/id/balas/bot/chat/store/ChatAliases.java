package id.balas.bot.chat.store;

import id.balas.bot.database.Rows;
import id.balas.events.value.ChatKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Looks up which chats of hidden numbers are aliases of a phone's chat.
@Repository
public class ChatAliases {

  // `OFFSET 0` forces an index lookup per key; a plain join may scan the table.
  private static final String FIND =
      """
      SELECT found.*
      FROM unnest(?::text[], ?::text[]) AS wanted (channel, chat_id)
      CROSS JOIN LATERAL (
        SELECT channel, chat_id, alias_of
        FROM bot.chats
        WHERE channel = wanted.channel AND chat_id = wanted.chat_id AND alias_of IS NOT NULL
        OFFSET 0) AS found
      """;

  private final JdbcTemplate jdbc;

  public ChatAliases(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether the chat can be an alias.
  public static boolean isPossible(ChatKey chat) {
    return chat.chatId().endsWith("@lid");
  }

  /// The phone's chat of each of these chats that is an alias.
  public Map<ChatKey, ChatKey> phonesOf(Collection<ChatKey> chats) {
    List<ChatKey> hidden = chats.stream().filter(ChatAliases::isPossible).distinct().toList();
    Map<ChatKey, ChatKey> phones = new HashMap<>();
    if (!hidden.isEmpty()) {
      jdbc.query(
          FIND,
          row -> {
            String channel = row.getString("channel");
            phones.put(
                new ChatKey(channel, row.getString("chat_id")),
                new ChatKey(channel, row.getString("alias_of")));
          },
          Rows.column(hidden, ChatKey::channel),
          Rows.column(hidden, ChatKey::chatId));
    }
    return phones;
  }

  /// The chat itself, or the phone's chat if it is an alias.
  public ChatKey resolve(ChatKey chat) {
    return phonesOf(List.of(chat)).getOrDefault(chat, chat);
  }
}
