package id.balas.bot.deskclock;

import id.balas.bot.database.Rows;
import id.balas.events.ChatCommand;
import id.balas.events.wire.CloudEvents;
import id.balas.service.kafka.ActionProducer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Publishes the commands of the desk clock, each id once in five minutes: its decision may take a
/// while, and a stopped partition would otherwise get the command every few seconds.
@Component
class DeskCommands {

  private static final Duration AGAIN_AFTER = Duration.ofMinutes(5);

  private static final String DECIDED =
      """
      SELECT decision.cause_id FROM unnest(:channels::text[], :ids::text[]) AS wanted (channel, id)
      CROSS JOIN LATERAL (
        SELECT cause_id FROM bot.decisions WHERE channel = wanted.channel AND cause_id = wanted.id OFFSET 0) AS decision
      """;

  private final ActionProducer producer;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<String, Instant> published = new ConcurrentHashMap<>();

  DeskCommands(ActionProducer producer, JdbcClient jdbc, Clock clock) {
    this.producer = producer;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Returns those that were published now. Throws if Kafka may not have them.
  <T extends ChatCommand> List<T> publish(Collection<T> commands) {
    Instant now = clock.instant();
    published.values().removeIf(at -> at.plus(AGAIN_AFTER).isBefore(now));
    List<T> fresh = commands.stream().filter(it -> !published.containsKey(it.commandId())).toList();
    if (!fresh.isEmpty()) {
      producer.publish(
          fresh.stream().map(command -> CloudEvents.of(command, "bot-service")).toList());
      fresh.forEach(command -> published.put(command.commandId(), now));
    }
    return fresh;
  }

  /// Those of the commands that have a decision.
  <T extends ChatCommand> List<T> decided(Collection<T> commands) {
    Set<String> decided =
        new HashSet<>(
            jdbc.sql(DECIDED)
                .param("channels", Rows.column(commands, ChatCommand::channel))
                .param("ids", Rows.column(commands, ChatCommand::commandId))
                .query(String.class)
                .list());
    return commands.stream().filter(it -> decided.contains(it.commandId())).toList();
  }
}
