package id.balas.bot.deskclock;

import id.balas.bot.chat.store.Chats;
import id.balas.bot.decision.Chat;
import id.balas.events.value.ChatKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The running targets of all open chats. They are kept in memory, so that each look reads only
/// those that have changed since the last one.
@Repository
class OpenTargets {

  private static final int PAGE = 500;

  // Of chats that do not wait, those that agents handle: the bot's own conversations have no
  // target.
  private static final String OPEN =
      """
      SELECT channel, chat_id, seq FROM bot.chats
      WHERE (waiting_since IS NOT NULL AND snoozed_until IS NULL
          OR idle_since IS NOT NULL AND (assignee IS NOT NULL OR mode = 'AGENT'))
        AND (channel, chat_id) > (:channel, :chatId)
      ORDER BY channel, chat_id
      LIMIT :most
      """;

  private final JdbcClient jdbc;
  private final Chats chats;
  private Map<ChatKey, Known> known = Map.of();

  private record Row(ChatKey chat, long seq) {}

  private record Known(long seq, List<RunningTarget> targets) {}

  OpenTargets(JdbcClient jdbc, Chats chats) {
    this.jdbc = jdbc;
    this.chats = chats;
  }

  Set<RunningTarget> all() {
    Map<ChatKey, Known> found = new HashMap<>();
    List<Row> page = page(null);
    while (!page.isEmpty()) {
      keep(page, found);
      page = page.size() < PAGE ? List.of() : page(page.getLast().chat());
    }
    known = found;
    return found.values().stream().flatMap(it -> it.targets().stream()).collect(Collectors.toSet());
  }

  private List<Row> page(@Nullable ChatKey after) {
    return jdbc.sql(OPEN)
        .param("channel", after == null ? "" : after.channel())
        .param("chatId", after == null ? "" : after.chatId())
        .param("most", PAGE)
        .query((row, _) ->
            new Row(
                new ChatKey(row.getString("channel"), row.getString("chat_id")),
                row.getLong("seq")))
        .list();
  }

  // A chat that changes between the two reads has a later number at the next look.
  private void keep(List<Row> page, Map<ChatKey, Known> found) {
    List<Row> changed = new ArrayList<>();
    for (Row row : page) {
      Known before = known.get(row.chat());
      if (before != null && before.seq() == row.seq()) {
        found.put(row.chat(), before);
      } else {
        changed.add(row);
      }
    }
    Map<ChatKey, Chat> loaded = chats.load(changed.stream().map(Row::chat).toList());
    for (Row row : changed) {
      Chat chat = loaded.get(row.chat());
      if (chat != null) {
        found.put(row.chat(), new Known(row.seq(), RunningTarget.of(new DeskChat(chat))));
      }
    }
  }
}
