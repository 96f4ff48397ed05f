package id.balas.bot.deskclock;

import id.balas.events.ChatCommand;
import id.balas.events.wire.CloudEvents;
import id.balas.service.kafka.ActionProducer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Publishes commands of the desk clock, each id once in five minutes: its decision may take a
/// while, and a stopped partition would otherwise get the command every few seconds.
@Component
class CommandPublisher {

  private static final Duration AGAIN_AFTER = Duration.ofMinutes(5);

  private final ActionProducer producer;
  private final Clock clock;
  private final Map<String, Instant> published = new ConcurrentHashMap<>();

  CommandPublisher(ActionProducer producer, Clock clock) {
    this.producer = producer;
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
}
