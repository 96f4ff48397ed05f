package id.balas.bot.web;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.events.ChatCommand;
import id.balas.events.CloudEvents;
import id.balas.events.value.ChatKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Publishes commands to Kafka and waits briefly for the stored decision, which any instance may
/// make. A later outcome is available by the command's id.
@Component
class ChatCommands {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final KafkaTemplate<String, byte[]> kafka;
  private final JdbcTemplate jdbc;

  ChatCommands(KafkaTemplate<String, byte[]> kafka, TimeLimitedJdbc jdbc) {
    this.kafka = kafka;
    this.jdbc = jdbc.template();
  }

  enum State {
    DONE,
    REFUSED,
    PENDING
  }

  /// `commandId` is for `/commands/{id}`. `rule` explains the decision; null while pending.
  record Outcome(String commandId, State state, @Nullable String rule) {}

  /// The same user and key give the same command id, so a retry is decided once.
  static String id(String user, String key) {
    return "rest-" + UUID.nameUUIDFromBytes((user + "\n" + key).getBytes(StandardCharsets.UTF_8));
  }

  /// Throws [KafkaException] if the command may not be in Kafka.
  Outcome execute(ChatCommand command) {
    publish(command);
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<Outcome> outcome = find(command.chat().channel(), command.commandId());
      if (outcome.isPresent() || System.nanoTime() > deadline) {
        return outcome.orElseGet(() -> pending(command.chat(), command.commandId()));
      }
      LockSupport.parkNanos(pause.toNanos());
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private void publish(ChatCommand command) {
    try {
      kafka
          .send(CloudEvents.of(command, "bot-service"))
          .get(KAFKA_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | CompletionException | TimeoutException e) {
      throw new KafkaException("a command may not stand on the log", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while a command was written", e);
    }
  }

  private static Outcome pending(ChatKey chat, String id) {
    return new Outcome(chat.channel() + ":" + id, State.PENDING, null);
  }

  /// Empty until the command is decided.
  Optional<Outcome> find(String channel, String id) {
    return jdbc
        .query(
            "SELECT outcome, rule FROM bot.decisions WHERE channel = ? AND cause_id = ?",
            (row, _) ->
                new Outcome(
                    channel + ":" + id,
                    row.getString("outcome").equals("REFUSED") ? State.REFUSED : State.DONE,
                    row.getString("rule")),
            channel,
            id)
        .stream()
        .findFirst();
  }
}
