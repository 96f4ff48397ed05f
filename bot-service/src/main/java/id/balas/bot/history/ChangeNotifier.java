package id.balas.bot.history;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.events.value.ChatKey;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Notifies the streams of chat changes that are not in Kafka, such as read marks.
@Component
public class ChangeNotifier {

  private final JdbcTemplate jdbc;

  ChangeNotifier(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  public void chatChanged(ChatKey chat) {
    jdbc.update(
        """
        UPDATE bot.chat_summaries SET seq = nextval('bot.changes'), changed_xid = pg_current_xact_id()
        WHERE channel = ? AND chat_id = ?
        """,
        chat.channel(),
        chat.chatId());
  }
}
