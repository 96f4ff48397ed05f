package id.balas.bot.chat.store;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.value.ChatKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Looks up the stored decision about a command and the failure of its message, for REST requests.
@Repository
public class DecisionQueries {

  private final JdbcTemplate jdbc;

  DecisionQueries(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  public record Found(Outcome outcome, String rule, ChatKey chat) {}

  /// The failures of outbound ids by channel.
  public Map<String, String> failures(Map<String, List<String>> outboundIds) {
    Map<String, String> rules = new HashMap<>();
    outboundIds.forEach((channel, ids) -> rules.putAll(failures(channel, ids)));
    return rules;
  }

  /// For each of these outbound ids of the channel whose message did not reach the customer: why.
  public Map<String, String> failures(String channel, Collection<String> outboundIds) {
    Map<String, String> causes = new HashMap<>();
    for (String id : outboundIds) {
      for (DeliveryFailed.Kind kind : DeliveryFailed.Kind.values()) {
        causes.put(DeliveryFailed.causeId(kind, id), id);
      }
    }
    Map<String, String> rules = new HashMap<>();
    jdbc.query(
        "SELECT cause_id, rule FROM bot.decisions WHERE channel = ? AND cause_id = ANY (?) AND outcome <> 'FORWARDED'",
        row -> {
          rules.put(causes.get(row.getString("cause_id")), row.getString("rule"));
        },
        channel,
        causes.keySet().toArray(String[]::new));
    return rules;
  }

  /// Empty until the command is decided.
  public Optional<Found> find(String channel, String commandId) {
    return jdbc
        .query(
            """
            SELECT outcome, rule, chat_id FROM bot.decisions
            WHERE channel = ? AND cause_id = ? AND outcome <> 'FORWARDED'
            """,
            (row, _) ->
                new Found(
                    Outcome.valueOf(row.getString("outcome")),
                    row.getString("rule"),
                    new ChatKey(channel, row.getString("chat_id"))),
            channel,
            commandId)
        .stream()
        .findFirst();
  }
}
