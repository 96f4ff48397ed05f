package id.balas.bot.chat;

import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.events.ChatInput;
import id.balas.events.ChatKey;
import id.balas.events.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// What every input led to: the memory that lets an input that comes twice be decided once.
@Repository
class Decisions {

  private static final String FIND =
      """
      SELECT channel, cause_id, chat_id, outcome, rule, emits, decided_at
      FROM bot.decisions
      WHERE (channel, cause_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))
      """;

  private static final String INSERT =
      """
      INSERT INTO bot.decisions (channel, cause_id, chat_id, outcome, rule, emits, decided_at)
      SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::json[], ?::timestamptz[])
      """;

  /// Under what an input is decided once.
  record Cause(String channel, String id) {
    static Cause of(ChatInput input) {
      return new Cause(input.channel(), input.causeId());
    }
  }

  private final JdbcTemplate jdbc;

  Decisions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Map<Cause, Decided> known(Collection<Cause> causes) {
    Map<Cause, Decided> known = new HashMap<>();
    String[] channels = causes.stream().map(Cause::channel).toArray(String[]::new);
    String[] ids = causes.stream().map(Cause::id).toArray(String[]::new);
    jdbc.query(FIND, Decisions::read, channels, ids)
        .forEach(decided -> known.put(new Cause(decided.chat().channel(), decided.causeId()), decided));
    return known;
  }

  /// Fails with a duplicate key when another instance has decided one of them meanwhile.
  void insert(List<Decided> decisions) {
    jdbc.update(
        INSERT,
        decisions.stream().map(decided -> decided.chat().channel()).toArray(String[]::new),
        decisions.stream().map(Decided::causeId).toArray(String[]::new),
        decisions.stream().map(decided -> decided.chat().chatId()).toArray(String[]::new),
        decisions.stream().map(decided -> decided.outcome().name()).toArray(String[]::new),
        decisions.stream().map(Decided::rule).toArray(String[]::new),
        decisions.stream().map(decided -> EventJson.writeAll(decided.emits())).toArray(String[]::new),
        decisions.stream().map(decided -> decided.decidedAt().toString()).toArray(String[]::new));
  }

  private static Decided read(ResultSet row, int index) throws SQLException {
    return new Decided(
        new ChatKey(row.getString("channel"), row.getString("chat_id")),
        row.getString("cause_id"),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("rule"),
        EventJson.readAll(row.getString("emits")),
        row.getTimestamp("decided_at").toInstant());
  }
}
