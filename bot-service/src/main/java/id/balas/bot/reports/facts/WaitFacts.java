package id.balas.bot.reports.facts;

import static id.balas.bot.database.Rows.column;

import id.balas.bot.database.Rows;
import id.balas.events.ChatChanged;
import id.balas.events.ChatChanged.ChangedChat;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Waiting;
import id.balas.service.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Each time that a chat waited for a person: since when, until when, and whether a person's
/// message ended it. The latest wait of a chat holds the time of its last change, so an older
/// change changes nothing.
@Repository
class WaitFacts {

  private static final String LATEST =
      """
      SELECT found.* FROM unnest(?::text[], ?::text[]) AS wanted (channel, chat_id)
      CROSS JOIN LATERAL (
        SELECT channel, chat_id, began_by, conversation_id, since, human_at, team, agent, is_first, ended_at, answered,
          day, changed_at
        FROM bot.report_waits
        WHERE channel = wanted.channel AND chat_id = wanted.chat_id
        ORDER BY changed_at DESC, ended_at DESC NULLS FIRST LIMIT 1) AS found
      """;
  private static final String PUT =
      """
      INSERT INTO bot.report_waits AS old (channel, chat_id, began_by, conversation_id, since, human_at, team, agent,
        is_first, ended_at, answered, day, changed_at)
      SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[],
        ?::text[], ?::boolean[], ?::timestamptz[], ?::boolean[], ?::date[], ?::timestamptz[])
      ON CONFLICT (channel, chat_id, began_by) DO UPDATE
      SET conversation_id = excluded.conversation_id, since = excluded.since, human_at = excluded.human_at,
        team = excluded.team, agent = excluded.agent, is_first = excluded.is_first, ended_at = excluded.ended_at,
        answered = excluded.answered, day = excluded.day, changed_at = excluded.changed_at
      WHERE excluded.changed_at >= old.changed_at
      """;

  /// `endedAt` is null while the chat waits.
  private record Fact(
      ChatKey chat,
      String beganBy,
      String conversationId,
      Instant since,
      @Nullable Instant humanAt,
      String team,
      @Nullable String agent,
      boolean isFirst,
      @Nullable End end,
      Instant changedAt) {

    @Nullable Instant endedAt() {
      return end == null ? null : end.at();
    }

    @Nullable LocalDate day() {
      return end == null ? null : end.day();
    }

    boolean isAnswered() {
      return end != null && end.byPerson();
    }
  }

  /// `day` is null if the wait goes on in another chat, and counts there.
  private record End(Instant at, boolean byPerson, @Nullable LocalDate day) {}

  private final JdbcTemplate jdbc;

  WaitFacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// In the order of the topic.
  void put(List<ChatChanged> changes, TeamZones.Known teams, DueDays.Marked days) {
    if (changes.isEmpty()) {
      return;
    }
    Map<ChatKey, Fact> latest = latest(changes);
    Map<String, Fact> changed = new TreeMap<>();
    for (ChatChanged change : changes) {
      Fact before = latest.get(change.chat());
      Fact after = after(before, change, teams);
      if (after != null && !after.equals(before)) {
        latest.put(change.chat(), after);
        changed.put(change.chat() + " " + after.beganBy(), after);
        days.add(before == null ? null : before.day());
        days.add(after.day());
      }
    }
    write(changed.values());
  }

  private static @Nullable Fact after(
      @Nullable Fact before, ChatChanged change, TeamZones.Known teams) {
    if (before != null && change.at().isBefore(before.changedAt())) {
      return before;
    }
    Waiting waiting = change.after().waiting();
    boolean isOpen = before != null && before.end() == null;
    if (waiting != null) {
      return waiting(isOpen ? before : null, change, waiting, teams);
    }
    return isOpen && before != null ? ended(before, change, teams) : before;
  }

  private static Fact waiting(
      @Nullable Fact open, ChatChanged change, Waiting waiting, TeamZones.Known teams) {
    ChangedChat chat = change.after();
    Conversation conversation = chat.conversation();
    Instant humanAt = chat.lastHumanAt();
    return new Fact(
        change.chat(),
        open == null ? change.causeId() : open.beganBy(),
        conversation == null ? "" : conversation.id(),
        open == null || waiting.since().isBefore(open.since()) ? waiting.since() : open.since(),
        humanAt,
        teams.nameOf(change.channel(), chat.team()),
        chat.assignee() == null && open != null ? open.agent() : chat.assignee(),
        conversation == null || humanAt == null || humanAt.isBefore(conversation.openedAt()),
        null,
        change.at());
  }

  private static Fact ended(Fact open, ChatChanged change, TeamZones.Known teams) {
    Instant humanAt = change.after().lastHumanAt();
    boolean byPerson =
        humanAt != null && (open.humanAt() == null || humanAt.isAfter(open.humanAt()));
    Instant at = byPerson && humanAt != null ? humanAt : change.at();
    String assignee = change.after().assignee();
    boolean isLinked = change.after().aliasOf() != null;
    return new Fact(
        open.chat(),
        open.beganBy(),
        open.conversationId(),
        open.since(),
        open.humanAt(),
        open.team(),
        assignee == null ? open.agent() : assignee,
        open.isFirst(),
        new End(at, byPerson, isLinked ? null : teams.day(at, change.channel(), open.team())),
        change.at());
  }

  private Map<ChatKey, Fact> latest(List<ChatChanged> changes) {
    List<ChatKey> chats = changes.stream().map(ChatChanged::chat).distinct().toList();
    Map<ChatKey, Fact> found = new HashMap<>();
    jdbc.query(
            LATEST,
            WaitFacts::read,
            column(chats, ChatKey::channel),
            column(chats, ChatKey::chatId))
        .forEach(fact -> found.put(fact.chat(), fact));
    return found;
  }

  private void write(Collection<Fact> facts) {
    if (!facts.isEmpty()) {
      jdbc.update(
          PUT,
          column(facts, fact -> fact.chat().channel()),
          column(facts, fact -> fact.chat().chatId()),
          column(facts, Fact::beganBy),
          column(facts, Fact::conversationId),
          column(facts, Fact::since),
          column(facts, Fact::humanAt),
          column(facts, Fact::team),
          column(facts, Fact::agent),
          column(facts, Fact::isFirst),
          column(facts, Fact::endedAt),
          column(facts, Fact::isAnswered),
          column(facts, Fact::day),
          column(facts, Fact::changedAt));
    }
  }

  private static Fact read(ResultSet row, int index) throws SQLException {
    Instant endedAt = Columns.instant(row, "ended_at");
    return new Fact(
        new ChatKey(row.getString("channel"), row.getString("chat_id")),
        row.getString("began_by"),
        row.getString("conversation_id"),
        Rows.requiredInstant(row, "since"),
        Columns.instant(row, "human_at"),
        row.getString("team"),
        row.getString("agent"),
        row.getBoolean("is_first"),
        endedAt == null
            ? null
            : new End(endedAt, row.getBoolean("answered"), row.getObject("day", LocalDate.class)),
        Rows.requiredInstant(row, "changed_at"));
  }
}
