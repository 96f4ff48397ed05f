package id.balas.bot.contacts;

import id.balas.bot.contacts.store.NewContacts;
import id.balas.bot.database.Rows;
import id.balas.events.value.ChatKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Runs once after the upgrade: creates a contact for each chat that was there before contacts were
/// recorded. One that a new message has created since only gets its real first message, so a
/// repetition does no harm.
@Component
class ContactsOfChats {

  private static final Logger log = LoggerFactory.getLogger(ContactsOfChats.class);
  private static final String STEP = "create-contacts";
  private static final int CHATS = 1000;

  private static final String PAGE =
      """
      SELECT s.channel, s.chat_id, coalesce(
        (SELECT m.sent_at FROM bot.messages m WHERE m.channel = s.channel AND m.chat_id = s.chat_id
         ORDER BY m.sent_at LIMIT 1), s.last_at) AS seen
      FROM bot.chat_summaries s
      WHERE (s.channel, s.chat_id) > (?, ?)
      ORDER BY s.channel, s.chat_id LIMIT ?
      """;

  // Their chats were moved to the phone's chat already.
  private static final String LINKED =
      """
      INSERT INTO bot.contact_ids (wa_id, contact_id)
      SELECT DISTINCT ON (chats.chat_id) chats.chat_id, ids.contact_id
      FROM bot.chats JOIN bot.contact_ids AS ids ON ids.wa_id = chats.alias_of
      WHERE chats.alias_of IS NOT NULL
      ORDER BY chats.chat_id
      ON CONFLICT DO NOTHING
      """;

  private static final String EARLIER =
      """
      UPDATE bot.contacts AS contact SET first_seen = seen.at
      FROM (
        SELECT ids.contact_id, min(chat.at) AS at
        FROM unnest(?::text[], ?::timestamptz[]) AS chat (id, at)
        JOIN bot.contact_ids AS ids ON ids.wa_id = chat.id
        GROUP BY ids.contact_id) AS seen
      WHERE contact.id = seen.contact_id AND contact.first_seen > seen.at
      """;

  private final JdbcTemplate jdbc;
  private final NewContacts contacts;

  ContactsOfChats(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.contacts = new NewContacts(jdbc);
  }

  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5M")
  void run() {
    try {
      if (jdbc.queryForList("SELECT 1 FROM bot.steps WHERE name = ?", STEP).isEmpty()) {
        log.info("Looked for the contacts of {} chats", createAll());
        jdbc.update("INSERT INTO bot.steps VALUES (?, now()) ON CONFLICT DO NOTHING", STEP);
      }
    } catch (RuntimeException e) {
      log.warn("Could not create the contacts of all chats, retrying: {}", e.toString());
    }
  }

  private int createAll() {
    int count = 0;
    SequencedMap<ChatKey, Instant> page = page("", "");
    while (!page.isEmpty()) {
      contacts.of(page);
      var seen = page.entrySet();
      jdbc.update(
          EARLIER,
          Rows.column(seen, chat -> chat.getKey().chatId()),
          Rows.column(seen, Map.Entry::getValue));
      count += page.size();
      ChatKey last = page.lastEntry().getKey();
      page = page(last.channel(), last.chatId());
    }
    jdbc.update(LINKED);
    return count;
  }

  private SequencedMap<ChatKey, Instant> page(String channel, String chatId) {
    SequencedMap<ChatKey, Instant> page = new LinkedHashMap<>();
    jdbc.query(
        PAGE,
        row -> {
          page.put(
              new ChatKey(row.getString("channel"), row.getString("chat_id")),
              Rows.requiredInstant(row, "seen"));
        },
        channel,
        chatId,
        CHATS);
    return page;
  }
}
