package id.balas.bot.web;

import id.balas.bot.chat.store.DecisionQueries;
import id.balas.bot.decision.Decided;
import id.balas.events.ChatCommand;
import id.balas.events.value.ChatKey;
import id.balas.events.wire.CloudEvents;
import id.balas.service.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
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
  private final DecisionQueries decisions;

  ChatCommands(KafkaTemplate<String, byte[]> kafka, DecisionQueries decisions) {
    this.kafka = kafka;
    this.decisions = decisions;
  }

  enum State {
    DONE,
    REFUSED,
    PENDING
  }

  /// `commandId` is for `/commands/{id}`. `rule` explains the decision; null while pending.
  record Outcome(
      @Schema(example = "default:rest-5f0c2b9a") String commandId,
      State state,
      @Schema(example = "a person replied") @Nullable String rule) {}

  /// The same user and key give the same command id, so a retry is decided once.
  static String id(String user, IdempotencyKey key) {
    return "rest-" + uuid(user, key);
  }

  static UUID uuid(String user, IdempotencyKey key) {
    return UUID.nameUUIDFromBytes((user + "\n" + key).getBytes(StandardCharsets.UTF_8));
  }

  /// Throws [KafkaException] if Kafka may not have the command.
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
      throw new KafkaException("Kafka has not confirmed a command", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("publishing a command was interrupted", e);
    }
  }

  private static Outcome pending(ChatKey chat, String id) {
    return new Outcome(chat.channel() + ":" + id, State.PENDING, null);
  }

  /// Empty until the command is decided.
  Optional<Outcome> find(String channel, String id) {
    return decisions
        .find(channel, id)
        .map(decision ->
            new Outcome(
                channel + ":" + id,
                decision.outcome() == Decided.Outcome.REFUSED ? State.REFUSED : State.DONE,
                decision.rule()));
  }
}
