package id.balas.bot.chat.store;

import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Decided.Ended;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.events.ChatInput;
import id.balas.events.value.ChatKey;
import id.balas.events.wire.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The stored decisions. They make deciding idempotent: a redelivered input gets its stored
/// decision.
@Repository
public class Decisions {

  // Kafka's limit for one record is 4 MiB. A larger decision could never be published.
  private static final int LARGEST = 4_000_000;

  // `OFFSET 0` forces an index lookup per key; a plain join may scan the table.
  private static final String FIND =
      """
      SELECT found.*
      FROM unnest(?::text[], ?::text[], ?::text[]) AS wanted (channel, cause_id, chat_id)
      CROSS JOIN LATERAL (
        SELECT channel, cause_id, chat_id, outcome, rule, emits, decided_at
        FROM bot.decisions
        WHERE channel = wanted.channel AND cause_id = wanted.cause_id AND chat_id = wanted.chat_id
        OFFSET 0) AS found
      """;

  private static final String INSERT =
      """
      INSERT INTO bot.decisions (channel, cause_id, chat_id, outcome, rule, emits, decided_at)
      SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::json[], ?::timestamptz[])
      """;

  private static final String END =
      """
      UPDATE bot.decisions
      SET outcome = new.outcome, rule = new.rule, ended_by = new.ended_by
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        AS new (channel, cause_id, chat_id, outcome, rule, ended_by)
      WHERE decisions.channel = new.channel AND decisions.cause_id = new.cause_id
        AND decisions.chat_id = new.chat_id AND decisions.outcome = 'ASKED'
      """;

  /// The idempotency key of an input. The customer's app chooses message ids, so the key includes
  /// the chat.
  public record Cause(ChatKey chat, String id) {
    public static Cause of(ChatInput input) {
      return new Cause(input.chat(), input.causeId());
    }

    /// This cause, then the same input under other ids of the customer.
    public Stream<Cause> underAllIds(Collection<String> aliases) {
      return Stream.concat(
          Stream.of(this),
          aliases.stream().map(alias -> new Cause(new ChatKey(chat.channel(), alias), id)));
    }
  }

  private final JdbcTemplate jdbc;

  public Decisions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public Map<Cause, Decided> known(Collection<Cause> causes) {
    Map<Cause, Decided> known = new HashMap<>();
    List<Cause> list = List.copyOf(causes);
    jdbc.query(
            FIND,
            Decisions::read,
            column(list, cause -> cause.chat().channel()),
            column(list, Cause::id),
            column(list, cause -> cause.chat().chatId()))
        .forEach(decided -> known.put(new Cause(decided.chat(), decided.causeId()), decided));
    return known;
  }

  /// Fails with a duplicate key error if another instance has decided one of them meanwhile.
  public void insert(List<Decided> decisions) {
    jdbc.update(
        INSERT,
        column(decisions, decided -> decided.chat().channel()),
        column(decisions, Decided::causeId),
        column(decisions, decided -> decided.chat().chatId()),
        column(decisions, decided -> decided.outcome().name()),
        column(decisions, Decided::rule),
        column(decisions, Decisions::emits),
        column(decisions, decided -> decided.decidedAt().toString()));
  }

  /// Stores the final outcomes of pending AI questions.
  public void end(List<Ended> ends) {
    jdbc.update(
        END,
        column(ends, ended -> ended.chat().channel()),
        column(ends, Ended::causeId),
        column(ends, ended -> ended.chat().chatId()),
        column(ends, ended -> ended.outcome().name()),
        column(ends, Ended::rule),
        column(ends, Ended::endedBy));
  }

  private static String emits(Decided decided) {
    String json = EventJson.writeAll(decided.emits());
    if (json.length() > LARGEST) {
      // The input is the cause, so it is dead-lettered.
      throw new IllegalStateException("the records of this decision are too large for Kafka");
    }
    return json;
  }

  private static <T> String[] column(List<T> rows, Function<T, String> value) {
    return rows.stream().map(value).toArray(String[]::new);
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
