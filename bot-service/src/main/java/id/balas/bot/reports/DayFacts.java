package id.balas.bot.reports;

import id.balas.bot.reports.DayFigures.Count;
import id.balas.bot.reports.DayFigures.Owner;
import id.balas.service.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;

/// Reads the facts of a day. Missed targets and failures belong to the team and the agent that had
/// the conversation last.
@Repository
class DayFacts {

  // Answers of a person are no automatic end, even if they failed. The provider's notices, such as
  // a pinned message, come from our phone, but no person wrote them. The phone's copy of a hidden
  // number's conversation was opened by the link, and its first answer has the hidden number.
  private static final String CONVERSATIONS =
      """
      SELECT ended.channel, ended.team, ended.agent, label.names AS labels, ended.opened_at, ended.ended_at,
        ended.ended_by, ended.rating, said.messages, said.of_people, said.asked, answer.first_at, wait.since
      FROM bot.report_conversations AS ended
      """
          + homeOf("ended")
          + """
          CROSS JOIN LATERAL (
            SELECT count(*) AS messages, count(*) FILTER (WHERE author IN ('AGENT', 'ADMIN', 'PHONE')) AS of_people,
              coalesce(bool_or(author = 'CUSTOMER' AND (id = ended.opened_by OR sent_at = ended.opened_at)), false) AS asked
            FROM bot.messages
            WHERE channel = ended.channel AND chat_id = home.chat_id AND author <> 'NOTICE'
              AND content ->> 'type' IS DISTINCT FROM 'notice'
              AND sent_at BETWEEN ended.opened_at AND ended.ended_at) AS said
          CROSS JOIN LATERAL (
            SELECT min(accepted_at) AS first_at FROM bot.report_answers
            WHERE channel = ended.channel
              AND chat_id = ANY (ARRAY[ended.chat_id, home.chat_id] || ARRAY(
                SELECT json_array_elements_text(identity -> 'aliases') FROM bot.chats
                WHERE channel = ended.channel AND chat_id = home.chat_id))
              AND created_at BETWEEN ended.opened_at AND ended.ended_at AND failed_at IS NULL) AS answer
          CROSS JOIN LATERAL (
            SELECT min(since) AS since FROM bot.report_waits
            WHERE channel = ended.channel AND chat_id = ended.chat_id AND conversation_id = ended.id) AS wait
          """
          + labelsOf("ended")
          + """
          WHERE ended.day = ? AND (home.chat_id = ended.chat_id OR NOT EXISTS (
            SELECT FROM bot.report_conversations AS copy
            WHERE copy.channel = ended.channel AND copy.chat_id = home.chat_id AND copy.id = ended.id
            OFFSET 0))
          """;
  private static final String WAITS =
      """
      SELECT wait.channel, wait.team, wait.agent, label.names AS labels, wait.since, wait.ended_at, wait.is_first,
        wait.answered
      FROM bot.report_waits AS wait
      """
          + homeOf("wait")
          + labelsOf("wait")
          + "WHERE wait.day = ?";
  private static final String MISSES =
      """
      SELECT missed.channel, coalesce(had.team, '') AS team, had.agent, label.names AS labels
      FROM bot.report_misses AS missed
      """
          + ownerOf("missed", "missed_at")
          + homeOf("missed")
          + labelsOf("missed")
          + "WHERE missed.day = ?";
  private static final String FAILURES =
      """
      SELECT failed.channel, coalesce(had.team, '') AS team, had.agent, label.names AS labels
      FROM bot.report_answers AS failed
      """
          + ownerOf("failed", "created_at")
          + homeOf("failed")
          + labelsOf("failed")
          + "WHERE failed.day = ?";

  private final JdbcTemplate jdbc;

  DayFacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  // The messages and labels of a linked hidden number are in the phone's chat, and so is its copy
  // of a conversation that it took over. `OFFSET 0` forces one look-up per fact.
  private static String homeOf(String fact) {
    return """
    CROSS JOIN LATERAL (
      SELECT coalesce(
        (SELECT alias_of FROM bot.chats WHERE channel = %1$s.channel AND chat_id = %1$s.chat_id),
        %1$s.chat_id) AS chat_id
      OFFSET 0) AS home
    """
        .formatted(fact);
  }

  // Needs the chat of `homeOf`.
  private static String labelsOf(String fact) {
    return """
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(labels.name), '{}') AS names
      FROM bot.chat_labels JOIN bot.labels ON labels.id = chat_labels.label_id
      WHERE chat_labels.channel = %1$s.channel AND chat_labels.chat_id = home.chat_id) AS label
    """
        .formatted(fact);
  }

  // The conversation of that time.
  private static String ownerOf(String fact, String time) {
    return """
    LEFT JOIN LATERAL (
      SELECT team, agent FROM bot.report_conversations
      WHERE channel = %1$s.channel AND chat_id = %1$s.chat_id AND opened_at <= %1$s.%2$s
      ORDER BY opened_at DESC LIMIT 1) AS had ON true
    """
        .formatted(fact, time);
  }

  DayFigures of(LocalDate day) {
    var figures = new DayFigures();
    read(CONVERSATIONS, day, row -> addConversation(figures, row));
    read(WAITS, day, row -> addWait(figures, row));
    read(MISSES, day, row -> figures.add(owner(row), Count.MISSES, 1));
    read(FAILURES, day, row -> figures.add(owner(row), Count.FAILURES, 1));
    return figures;
  }

  private void read(String facts, LocalDate day, RowCallbackHandler handler) {
    jdbc.query(facts, handler, day);
  }

  private static void addConversation(DayFigures figures, ResultSet row) throws SQLException {
    Owner owner = owner(row);
    Instant openedAt = row.getTimestamp("opened_at").toInstant();
    Instant endedAt = row.getTimestamp("ended_at").toInstant();
    Instant firstAnswer = Columns.instant(row, "first_at");
    Instant firstWait = Columns.instant(row, "since");
    figures.add(owner, Count.CONVERSATIONS, 1);
    figures.add(owner, Count.MESSAGES, row.getLong("messages"));
    figures.add(owner, Count.ENDED_BY_BOT, row.getLong("of_people") == 0 ? 1 : 0);
    if (row.getObject("rating") != null) {
      figures.add(owner, Count.RATINGS, 1);
      figures.add(owner, Count.STARS, row.getInt("rating"));
    }
    if (firstAnswer != null && row.getBoolean("asked")) {
      figures.add(owner, Measure.FIRST_ANSWER, Duration.between(openedAt, firstAnswer));
    }
    if (firstWait != null && row.getString("ended_by") != null) {
      figures.add(owner, Measure.RESOLUTION, Duration.between(firstWait, endedAt));
    }
  }

  private static void addWait(DayFigures figures, ResultSet row) throws SQLException {
    Owner owner = owner(row);
    figures.add(owner, Count.WAITS, 1);
    if (row.getBoolean("answered")) {
      figures.add(
          owner,
          row.getBoolean("is_first") ? Measure.FIRST_WAIT : Measure.NEXT_WAIT,
          Duration.between(
              row.getTimestamp("since").toInstant(), row.getTimestamp("ended_at").toInstant()));
    }
  }

  private static Owner owner(ResultSet row) throws SQLException {
    List<String> labels = Arrays.asList((String[]) row.getArray("labels").getArray());
    return new Owner(
        row.getString("channel"), row.getString("team"), row.getString("agent"), labels);
  }
}
