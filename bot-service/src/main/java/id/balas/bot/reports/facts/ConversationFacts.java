package id.balas.bot.reports.facts;

import static id.balas.bot.database.Rows.column;

import id.balas.bot.database.Rows;
import id.balas.events.ChatChanged;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Rating;
import id.balas.service.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Each conversation with the team and the agent that had it last, and its rating. An older change
/// changes nothing. After the end only a rating or a reopening counts: who takes the chat then has
/// no part in the conversation.
@Repository
class ConversationFacts {

  private static final String FIND =
      """
      SELECT found.* FROM unnest(?::text[], ?::text[], ?::text[]) AS wanted (channel, chat_id, id)
      CROSS JOIN LATERAL (
        SELECT channel, chat_id, id, opened_at, opened_by, ended_at, ended_by, team, agent, rating, day, changed_at
        FROM bot.report_conversations
        WHERE channel = wanted.channel AND chat_id = wanted.chat_id AND id = wanted.id OFFSET 0) AS found
      """;
  private static final String PUT =
      """
      INSERT INTO bot.report_conversations AS old
        (channel, chat_id, id, opened_at, opened_by, ended_at, ended_by, team, agent, rating, day, changed_at)
      SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[],
        ?::text[], ?::text[], ?::smallint[], ?::date[], ?::timestamptz[])
      ON CONFLICT (channel, chat_id, id) DO UPDATE
      SET ended_at = excluded.ended_at, ended_by = excluded.ended_by, team = excluded.team, agent = excluded.agent,
        rating = excluded.rating, day = excluded.day, changed_at = excluded.changed_at
      WHERE excluded.changed_at >= old.changed_at
      """;

  private record Fact(
      ChatKey chat,
      String id,
      Instant openedAt,
      String openedBy,
      @Nullable Instant endedAt,
      @Nullable String endedBy,
      String team,
      @Nullable String agent,
      @Nullable Integer rating,
      @Nullable LocalDate day,
      Instant changedAt) {

    String key() {
      return chat + " " + id;
    }

    Fact rated(@Nullable Integer stars, Instant at) {
      return new Fact(chat, id, openedAt, openedBy, endedAt, endedBy, team, agent, stars, day, at);
    }
  }

  private final JdbcTemplate jdbc;
  private final Clock clock;

  ConversationFacts(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// In the order of the topic.
  void put(List<ChatChanged> changes, TeamZones.Known teams, DueDays.Marked days) {
    Instant oldest = clock.instant().minus(FactRetention.KEEP);
    Map<String, ChatChanged> named = new LinkedHashMap<>();
    for (ChatChanged change : changes) {
      Conversation conversation = conversation(change, oldest);
      if (conversation != null) {
        named.put(change.chat() + " " + conversation.id(), change);
      }
    }
    if (named.isEmpty()) {
      return;
    }
    Map<String, Fact> facts = find(named.values());
    Map<String, Fact> changed = new TreeMap<>();
    for (ChatChanged change : changes) {
      Conversation conversation = conversation(change, oldest);
      if (conversation != null) {
        String key = change.chat() + " " + conversation.id();
        Fact before = facts.get(key);
        Fact after = after(before, change, conversation, teams);
        // True as well if the last change is read again: a rebuild calculates its day anew.
        if (after.changedAt().equals(micros(change.at()))) {
          days.add(before == null ? null : before.day());
          days.add(after.day());
          facts.put(key, after);
          changed.put(key, after);
        }
      }
    }
    write(changed.values());
  }

  // Null also if its fact is deleted by its age: a new fact would replace the figures of its day.
  private static @Nullable Conversation conversation(ChatChanged change, Instant oldest) {
    Conversation conversation = change.after().conversation();
    Instant endedAt = conversation == null ? null : conversation.resolvedAt();
    return endedAt != null && endedAt.isBefore(oldest) ? null : conversation;
  }

  // The end of a conversation takes the team and the agent from the chat, so both stay here.
  private static Fact after(
      @Nullable Fact before, ChatChanged change, Conversation conversation, TeamZones.Known teams) {
    if (before != null && change.at().isBefore(before.changedAt())) {
      return before;
    }
    Instant resolvedAt = conversation.resolvedAt();
    Instant endedAt = resolvedAt == null ? null : micros(resolvedAt);
    Rating rating = conversation.rating();
    Integer stars = rating == null ? null : rating.stars();
    Instant changedAt = micros(change.at());
    if (before != null && endedAt != null && endedAt.equals(before.endedAt())) {
      return Objects.equals(stars, before.rating()) ? before : before.rated(stars, changedAt);
    }
    String team =
        before != null && endedAt != null
            ? before.team()
            : teams.nameOf(change.channel(), change.after().team());
    String assignee = endedAt == null ? change.after().assignee() : null;
    return new Fact(
        change.chat(),
        conversation.id(),
        conversation.openedAt(),
        before == null ? change.causeId() : before.openedBy(),
        endedAt,
        conversation.resolvedBy(),
        team,
        assignee == null && before != null ? before.agent() : assignee,
        stars,
        endedAt == null ? null : teams.day(endedAt, change.channel(), team),
        changedAt);
  }

  // The database stores microseconds. A loaded time must equal the stored one.
  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private Map<String, Fact> find(Collection<ChatChanged> named) {
    Map<String, Fact> found = new LinkedHashMap<>();
    jdbc.query(
            FIND,
            ConversationFacts::read,
            column(named, ChatChanged::channel),
            column(named, ChatChanged::chatId),
            column(named, ConversationFacts::conversationId))
        .forEach(fact -> found.put(fact.key(), fact));
    return found;
  }

  private static @Nullable String conversationId(ChatChanged change) {
    Conversation conversation = change.after().conversation();
    return conversation == null ? null : conversation.id();
  }

  private void write(Collection<Fact> facts) {
    if (!facts.isEmpty()) {
      jdbc.update(
          PUT,
          column(facts, fact -> fact.chat().channel()),
          column(facts, fact -> fact.chat().chatId()),
          column(facts, Fact::id),
          column(facts, Fact::openedAt),
          column(facts, Fact::openedBy),
          column(facts, Fact::endedAt),
          column(facts, Fact::endedBy),
          column(facts, Fact::team),
          column(facts, Fact::agent),
          column(facts, Fact::rating),
          column(facts, Fact::day),
          column(facts, Fact::changedAt));
    }
  }

  private static Fact read(ResultSet row, int index) throws SQLException {
    return new Fact(
        new ChatKey(row.getString("channel"), row.getString("chat_id")),
        row.getString("id"),
        Rows.requiredInstant(row, "opened_at"),
        row.getString("opened_by"),
        Columns.instant(row, "ended_at"),
        row.getString("ended_by"),
        row.getString("team"),
        row.getString("agent"),
        row.getObject("rating", Integer.class),
        row.getObject("day", LocalDate.class),
        Rows.requiredInstant(row, "changed_at"));
  }
}
