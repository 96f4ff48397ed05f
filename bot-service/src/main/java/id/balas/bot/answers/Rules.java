package id.balas.bot.answers;

import id.balas.bot.answers.book.InvalidAnswerException;
import id.balas.bot.answers.book.Language;
import id.balas.bot.answers.book.Match;
import id.balas.bot.answers.book.Rule;
import id.balas.bot.answers.book.Rule.Stored;
import id.balas.bot.answers.book.Span;
import id.balas.bot.decision.lookup.AnswerBook.Tags;
import id.balas.events.value.Priority;
import id.balas.service.web.ProblemException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The stored rules. Each write raises the version of the answer book, so that all instances reload
/// it.
@Repository
public class Rules {

  static final int MOST = 500;
  // Some 25 ms for a message of 1,000 letters, on one core.
  static final int LARGEST_COST = 5_000;

  private static final Logger log = LoggerFactory.getLogger(Rules.class);
  private static final String SELECT =
      """
      SELECT id, name, language, match, keywords, answer, hands_off, priority, active, enabled, team, labels,
        chat_priority, changed_by, changed_at
      FROM bot.rules
      """;
  private static final String INSERT =
      """
      INSERT INTO bot.rules (name, language, match, keywords, answer, hands_off, priority, active, enabled, team, labels,
        chat_priority, changed_by)
      VALUES (:name, :language, :match, :keywords, :answer, :handsOff, :priority, :active::jsonb, :enabled, :team, :labels,
        :chatPriority, :by)
      RETURNING id
      """;
  private static final String UPDATE =
      """
      UPDATE bot.rules
      SET name = :name, language = :language, match = :match, keywords = :keywords, answer = :answer,
        hands_off = :handsOff, priority = :priority, active = :active::jsonb, enabled = :enabled,
        team = :team, labels = :labels, chat_priority = :chatPriority, changed_by = :by, changed_at = now()
      WHERE id = :id
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final AnswerBookVersion version;

  Rules(JdbcClient jdbc, JsonMapper json, AnswerBookVersion version) {
    this.jdbc = jdbc;
    this.json = json;
    this.version = version;
  }

  /// Oldest first. Skips rows that are invalid in this release, such as rows of a newer one.
  public List<Stored> all() {
    return jdbc.sql(SELECT + "ORDER BY id").query(this::read).list().stream()
        .flatMap(Optional::stream)
        .toList();
  }

  public Optional<Stored> find(long id) {
    return jdbc.sql(SELECT + "WHERE id = ?")
        .param(id)
        .query(this::read)
        .optional()
        .flatMap(found -> found);
  }

  @Transactional
  public long add(Rule rule, @Nullable String by) {
    version.increment();
    if (jdbc.sql("SELECT count(*) FROM bot.rules").query(Integer.class).single() >= MOST) {
      throw ProblemException.conflict(
          "There are "
              + MOST
              + " rules, which is the maximum. Delete one, or add a keyword to one.");
    }
    long id = bind(jdbc.sql(INSERT), rule, by).query(Long.class).single();
    limitCost(rule);
    return id;
  }

  /// Returns false if the rule does not exist.
  @Transactional
  public boolean change(long id, Rule rule, @Nullable String by) {
    version.increment();
    boolean exists = bind(jdbc.sql(UPDATE), rule, by).param("id", id).update() == 1;
    limitCost(rule);
    return exists;
  }

  // Every message is compared with all expressions. The version's row lock makes the sum exact.
  private void limitCost(Rule changed) {
    if (changed.cost() > 0
        && all().stream().mapToInt(stored -> stored.rule().cost()).sum() > LARGEST_COST) {
      throw new InvalidAnswerException(
          "keywords",
          "would make the regular expressions of all enabled rules too large together. Write"
              + " shorter ones, disable a rule, or match by WORD");
    }
  }

  @Transactional
  public boolean delete(long id) {
    version.increment();
    return jdbc.sql("DELETE FROM bot.rules WHERE id = ?").param(id).update() == 1;
  }

  private JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement, Rule rule, @Nullable String by) {
    return statement
        .param("name", rule.name())
        .param("language", rule.language().code())
        .param("match", rule.match().name())
        .param("keywords", rule.keywords().toArray(String[]::new))
        .param("answer", rule.answer())
        .param("handsOff", rule.handsOff())
        .param("priority", rule.priority())
        .param("active", json.writeValueAsString(rule.active()))
        .param("enabled", rule.enabled())
        .param("team", rule.tags().team())
        .param("labels", rule.tags().labels().toArray(String[]::new))
        .param(
            "chatPriority", rule.tags().priority() == null ? null : rule.tags().priority().name())
        .param("by", by);
  }

  private Optional<Stored> read(ResultSet row, int index) throws SQLException {
    long id = row.getLong("id");
    Array keywords = row.getArray("keywords");
    try {
      Rule rule =
          new Rule(
              row.getString("name"),
              Language.valueOf(row.getString("language").toUpperCase(Locale.ROOT)),
              Match.valueOf(row.getString("match")),
              Arrays.asList((String[]) keywords.getArray()),
              row.getString("answer"),
              row.getBoolean("hands_off"),
              row.getInt("priority"),
              List.of(json.readValue(row.getString("active"), Span[].class)),
              row.getBoolean("enabled"),
              tags(row));
      return Optional.of(
          new Stored(
              id, rule, row.getString("changed_by"), row.getTimestamp("changed_at").toInstant()));
    } catch (InvalidAnswerException | IllegalArgumentException | JacksonException e) {
      log.warn("Skipped rule {}, it is invalid: {}", id, e.getMessage());
      return Optional.empty();
    }
  }

  private static Tags tags(ResultSet row) throws SQLException {
    String priority = row.getString("chat_priority");
    return new Tags(
        row.getString("team"),
        Arrays.asList((String[]) row.getArray("labels").getArray()),
        priority == null ? null : Priority.valueOf(priority));
  }
}
