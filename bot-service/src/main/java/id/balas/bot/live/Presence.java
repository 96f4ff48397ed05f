package id.balas.bot.live;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.history.queries.ChatPath;
import id.balas.events.value.ChatKey;
import id.balas.service.database.OldRows;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// Who looks at or types in which chat: leases by the database's clock, which expire by themselves.
/// All instances read them from one small table.
@Repository
class Presence {

  private static final int BATCH = 5000;

  private static final String RENEW =
      """
      INSERT INTO bot.presence (channel, chat_id, username, here_until, typing_until)
      VALUES (?, ?, ?, now() + interval '45 seconds', CASE WHEN ? THEN now() + interval '8 seconds' END)
      ON CONFLICT (channel, chat_id, username) DO UPDATE
      SET here_until = excluded.here_until, typing_until = excluded.typing_until
      """;
  private static final String LEAVE =
      "DELETE FROM bot.presence WHERE channel = ? AND chat_id = ? AND username = ?";
  private static final String PRESENT =
      """
      SELECT channel, chat_id, username, coalesce(typing_until > now(), false) AS is_typing
      FROM bot.presence WHERE here_until > now()
      ORDER BY username
      """;
  private static final String DELETE_OLD =
      """
      DELETE FROM bot.presence WHERE (channel, chat_id, username) IN (
        SELECT channel, chat_id, username FROM bot.presence
        WHERE here_until < :before AND (SELECT mine FROM turn) LIMIT :batch)
      """;

  private final JdbcTemplate jdbc;
  private final OldRows old;
  private final Clock clock;

  Presence(TimeLimitedJdbc jdbc, JdbcClient unlimited, Clock clock) {
    this.jdbc = jdbc.template();
    this.old = new OldRows(unlimited, "bot.presence", BATCH, DELETE_OLD);
    this.clock = clock;
  }

  enum Activity {
    LOOKING,
    TYPING
  }

  record Present(
      @Schema(example = "siti") String username, @Schema(example = "TYPING") Activity activity) {}

  /// The users in a chat, by username.
  record InChat(
      @Schema(example = "default:628111222333@s.whatsapp.net") String chat, List<Present> users) {

    static InChat of(ChatKey chat, Map<ChatKey, List<Present>> all) {
      return new InChat(ChatPath.write(chat), all.getOrDefault(chat, List.of()));
    }
  }

  void renew(ChatKey chat, String username, Activity activity) {
    jdbc.update(RENEW, chat.channel(), chat.chatId(), username, activity == Activity.TYPING);
  }

  void leave(ChatKey chat, String username) {
    jdbc.update(LEAVE, chat.channel(), chat.chatId(), username);
  }

  /// All chats that have a user.
  Map<ChatKey, List<Present>> all() {
    Map<ChatKey, List<Present>> all = new TreeMap<>();
    jdbc.query(
        PRESENT,
        row -> {
          all.computeIfAbsent(
                  new ChatKey(row.getString("channel"), row.getString("chat_id")),
                  _ -> new ArrayList<>())
              .add(
                  new Present(
                      row.getString("username"),
                      row.getBoolean("is_typing") ? Activity.TYPING : Activity.LOOKING));
        });
    return all;
  }

  @Scheduled(initialDelayString = "PT4M", fixedDelayString = "PT1M")
  void deleteOld() {
    old.deleteBefore(clock.instant().minus(Duration.ofMinutes(5)));
  }
}
