package id.balas.bot.deskclock;

import id.balas.bot.chat.store.Chats;
import id.balas.bot.decision.Chat;
import id.balas.bot.deskclock.MissedTargets.RunningTarget;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.TeamDirectory;
import id.balas.events.value.ChatKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// Finds the chats that the desk clock works on, by their state. Another id of a customer has no
/// state of its own and is not found.
@Repository
class DeskChats {

  // A chat with an unknown team belongs to that of its channel.
  private static final String OF_TEAMS =
      """
        AND (lower(handling ->> 'team') = ANY (:teams)
          OR coalesce(lower(handling ->> 'team'), '') <> ALL (:allTeams) AND channel = ANY (:channels))
      """;

  // In the order of the queue.
  private static final String UNASSIGNED =
      """
      SELECT channel, chat_id FROM bot.chats
      WHERE waiting_since IS NOT NULL AND snoozed_until IS NULL AND assignee IS NULL
      """
          + OF_TEAMS
          + """
          ORDER BY waiting_late, priority, waiting_since, channel, chat_id
          LIMIT :most
          """;
  private static final String OF_GONE_USERS =
      """
      SELECT channel, chat_id FROM bot.chats
      WHERE assignee IN (SELECT username FROM bot.users WHERE gone)
      LIMIT :most
      """;

  // An agent who chose AWAY, or whose last page closed, less than that long ago still counts. An
  // admin who takes a chat by WhatsApp is no user, and never has a page.
  private static final String WAITING_FOR_UNAVAILABLE =
      """
      SELECT channel, chat_id FROM bot.chats
      WHERE waiting_since <= now() - :long * interval '1 second' AND snoozed_until IS NULL
        AND assigned_at <= now() - :long * interval '1 second'
        AND EXISTS (SELECT FROM bot.users WHERE username = chats.assignee)
        AND NOT EXISTS (
          SELECT FROM bot.agents
          WHERE username = chats.assignee AND (
            availability = 'AWAY' AND changed_at > now() - :long * interval '1 second'
            OR availability = 'AVAILABLE' AND EXISTS (
              SELECT FROM bot.open_pages
              WHERE username = chats.assignee AND open_until > now() - :long * interval '1 second')))
      """
          + OF_TEAMS
          + """
          ORDER BY waiting_since
          LIMIT :most
          """;

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

  DeskChats(JdbcClient jdbc, Chats chats) {
    this.jdbc = jdbc;
    this.chats = chats;
  }

  /// Waiting chats of the team without an assignee, in the order of the queue.
  List<DeskChat> unassigned(TeamDirectory teams, Stored team, int most) {
    return load(
        ofTeams(UNASSIGNED, teams, List.of(team)).param("most", most).query(DeskChats::key).list());
  }

  private StatementSpec ofTeams(String sql, TeamDirectory teams, List<Stored> chosen) {
    return jdbc.sql(sql)
        .param("teams", namesAndIds(chosen))
        .param("allTeams", namesAndIds(teams.all()))
        .param(
            "channels",
            chosen.stream().flatMap(it -> it.team().channels().stream()).toArray(String[]::new));
  }

  private static String[] namesAndIds(List<Stored> teams) {
    return teams.stream().flatMap(it -> it.namesAndId().stream()).toArray(String[]::new);
  }

  List<DeskChat> ofGoneUsers(int most) {
    return load(jdbc.sql(OF_GONE_USERS).param("most", most).query(DeskChats::key).list());
  }

  /// Chats of automatic teams that wait, and have had an agent who was unavailable, for at least
  /// that long.
  List<DeskChat> waitingForUnavailable(TeamDirectory teams, Duration forAtLeast, int most) {
    return load(
        ofTeams(WAITING_FOR_UNAVAILABLE, teams, teams.automatic())
            .param("long", forAtLeast.toSeconds())
            .param("most", most)
            .query(DeskChats::key)
            .list());
  }

  /// The running targets of all open chats. They are kept in memory, so that each look reads only
  /// the chats that have changed since the last one.
  Set<RunningTarget> openTargets() {
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

  private List<DeskChat> load(List<ChatKey> keys) {
    Map<ChatKey, Chat> loaded = chats.load(keys);
    return keys.stream().map(loaded::get).filter(Objects::nonNull).map(DeskChat::new).toList();
  }

  private static ChatKey key(ResultSet row, int index) throws SQLException {
    return new ChatKey(row.getString("channel"), row.getString("chat_id"));
  }
}
