package id.balas.bot.chat.store;

import id.balas.bot.database.Rows;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.people.Handling;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Restrictions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// The first state of a chat whose customer is blocked or opted out in another one: in another
/// channel, or under another number of the contact. Its first message must find the restriction.
final class RestrictedContacts {

  // The contact of a new customer does not exist yet. `OFFSET 0` forces an index lookup per id.
  private static final String FIND =
      """
      SELECT wanted.channel, wanted.chat_id,
        bool_or(found.handling #>> '{restrictions,blocked}' = 'true') AS blocked,
        bool_or(found.handling #>> '{restrictions,optedOut}' = 'true') AS opted_out
      FROM unnest(?::text[], ?::text[]) AS wanted (channel, chat_id)
      CROSS JOIN LATERAL (
        SELECT wanted.chat_id AS wa_id
        UNION
        SELECT ids.wa_id FROM bot.contact_ids AS own
        JOIN bot.contact_ids AS ids ON ids.contact_id = own.contact_id
        WHERE own.wa_id = wanted.chat_id
        OFFSET 0) AS known
      CROSS JOIN LATERAL (
        SELECT handling FROM bot.chats
        WHERE chat_id = known.wa_id AND handling ->> 'restrictions' IS NOT NULL
        OFFSET 0) AS found
      GROUP BY wanted.channel, wanted.chat_id
      """;

  private RestrictedContacts() {}

  static Map<ChatKey, Chat> of(JdbcTemplate jdbc, Collection<ChatKey> unseen) {
    List<ChatKey> customers = unseen.stream().filter(ChatKey::isPrivate).toList();
    Map<ChatKey, Chat> chats = new HashMap<>();
    if (!customers.isEmpty()) {
      jdbc.query(
          FIND,
          row -> {
            var key = new ChatKey(row.getString("channel"), row.getString("chat_id"));
            var limits = new Restrictions(row.getBoolean("blocked"), row.getBoolean("opted_out"));
            chats.put(key, Chat.unseen(key).with(Handling.NONE.restrictedTo(limits)));
          },
          Rows.column(customers, ChatKey::channel),
          Rows.column(customers, ChatKey::chatId));
    }
    return chats;
  }
}
