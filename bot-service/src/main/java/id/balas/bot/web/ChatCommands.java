package id.balas.bot.web;

import id.balas.bot.chat.store.DecisionQueries;
import id.balas.bot.decision.Decided;
import id.balas.bot.users.Assignees;
import id.balas.bot.web.Actions.Action;
import id.balas.bot.web.Actions.Known;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatInput;
import id.balas.events.value.ChatKey;
import id.balas.events.wire.CloudEvents;
import id.balas.service.kafka.ActionProducer;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Publishes commands to Kafka and waits briefly for the stored decision, which any instance may
/// make. A later outcome is available by the command's id.
@Component
public class ChatCommands {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final ActionProducer producer;
  private final DecisionQueries decisions;
  private final Actions actions;
  private final Assignees assignees;
  private final Duration actWithin;
  private final boolean peopleAreWritten;
  private final Clock clock;

  ChatCommands(
      ActionProducer producer,
      DecisionQueries decisions,
      Actions actions,
      Assignees assignees,
      @Value("${balas.bot.act-within}") Duration actWithin,
      @Value("${balas.people.write}") boolean peopleAreWritten,
      Clock clock) {
    this.producer = producer;
    this.decisions = decisions;
    this.actions = actions;
    this.assignees = assignees;
    this.actWithin = actWithin;
    this.peopleAreWritten = peopleAreWritten;
    this.clock = clock;
  }

  /// `FAILED`: it was decided, but its message or act did not reach the customer. `LATE`: not
  /// decided in time, so it will have no effect.
  public enum State {
    DONE,
    FAILED,
    REFUSED,
    PENDING,
    LATE
  }

  /// `commandId` is for `/commands/{id}`. `rule` explains the decision; null while pending.
  public record Outcome(
      @Schema(example = "default:rest-5f0c2b9a") String commandId,
      State state,
      @Schema(example = "a person replied") @Nullable String rule) {

    /// 200 if it was carried out, 202 if it is not decided yet. Throws a 409 if it was refused.
    public ResponseEntity<Outcome> response() {
      return switch (state) {
        case DONE, FAILED -> ResponseEntity.ok(this);
        case PENDING, LATE ->
            ResponseEntity.accepted().location(URI.create("/commands/" + commandId)).body(this);
        case REFUSED -> throw refused();
      };
    }

    private ProblemException refused() {
      String text = String.valueOf(rule);
      return ProblemException.conflict(
              Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".")
          .with("commandId", commandId);
    }
  }

  /// The same user and key give the same command id, so a retry is decided once.
  public static String id(String user, IdempotencyKey key) {
    return "rest-" + uuid(user, key);
  }

  /// The id of what the user asked for with this key.
  public static UUID uuid(String user, IdempotencyKey key) {
    return UUID.nameUUIDFromBytes((user + "\n" + key).getBytes(StandardCharsets.UTF_8));
  }

  /// `name` is a verb such as `reply`. Without a key the request cannot be repeated.
  public CommandEnvelope envelope(
      String name, ChatKey chat, @Nullable IdempotencyKey key, Requester requester) {
    IdempotencyKey own = IdempotencyKey.orRandom(key);
    String id = id(requester.name(), own);
    Instant now = clock.instant();
    Instant notAfter = now.plus(actWithin);
    return new CommandEnvelope(
        new Action(requester.name(), own, name, chat, id, notAfter),
        id,
        chat.channel(),
        chat.chatId(),
        requester.issuer(),
        now,
        notAfter);
  }

  /// Throws a 409 while services of an earlier release may run, which do not know the command.
  public void requirePeopleAreWritten() {
    if (!peopleAreWritten) {
      throw ProblemException.conflict(
          "This needs the setting BALAS_PEOPLE_WRITE=true. Set it once all services have this release.");
    }
  }

  public Outcome execute(CommandEnvelope envelope, ChatCommand command, @Nullable Object body) {
    return execute(envelope.action(), command, body);
  }

  /// Throws [org.springframework.kafka.KafkaException] if Kafka may not have the command, and a 422
  /// if the key belongs to another request or the assignee is no user. `body` is the request's.
  Outcome execute(Action action, ChatInput command, @Nullable Object body) {
    requireKnownAssignee(action, command);
    actions.begin(action, body);
    producer.publish(List.of(CloudEvents.of(command, "bot-service")));
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<Outcome> outcome = find(command.channel(), command.causeId());
      if (outcome.isPresent() || System.nanoTime() > deadline) {
        return outcome.orElseGet(() -> pending(command.chat(), command.causeId()));
      }
      LockSupport.parkNanos(pause.toNanos());
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  // The token of the front door proves that the caller is a user.
  private void requireKnownAssignee(Action action, ChatInput command) {
    if (command instanceof Assign assign && !assign.assignee().equals(action.caller())) {
      assignees.requireKnown("assignee", List.of(assign.assignee()));
    }
  }

  private static Outcome pending(ChatKey chat, String id) {
    return new Outcome(chat.channel() + ":" + id, State.PENDING, null);
  }

  /// The outcome of a command of a user, a program, an admin or a timer. PENDING if it is unknown.
  Outcome of(String channel, String id) {
    return decisions
        .find(channel, id)
        .map(decision -> sent(channel, id, decision))
        .or(() ->
            actions
                .find(channel, id)
                .map(known -> new Outcome(channel + ":" + id, known.state(), known.rule())))
        .orElseGet(() -> new Outcome(channel + ":" + id, State.PENDING, null));
  }

  /// The same commands, with the state FAILED where the message did not reach the customer.
  List<Known> withFailures(List<Known> known) {
    Map<String, List<String>> sent =
        known.stream()
            .filter(command -> command.state() == State.DONE)
            .collect(
                Collectors.groupingBy(
                    command -> command.chat().channel(),
                    Collectors.mapping(Known::outboundId, Collectors.toList())));
    Map<String, String> failures = decisions.failures(sent);
    return known.stream()
        .map(command -> {
          String failure = failures.get(command.outboundId());
          return failure == null ? command : command.failed(failure);
        })
        .toList();
  }

  private Optional<Outcome> find(String channel, String id) {
    return decisions.find(channel, id).map(decision -> outcome(channel, id, decision));
  }

  private static Outcome outcome(String channel, String id, DecisionQueries.Found decision) {
    return new Outcome(channel + ":" + id, state(decision.outcome()), decision.rule());
  }

  // WhatsApp may refuse a message or an act after the command was decided.
  private Outcome sent(String channel, String id, DecisionQueries.Found decision) {
    String outboundId = Decided.outboundId(decision.chat(), id);
    String failure = decisions.failures(channel, List.of(outboundId)).get(outboundId);
    return failure == null
        ? outcome(channel, id, decision)
        : new Outcome(channel + ":" + id, State.FAILED, failure);
  }

  static State state(Decided.Outcome outcome) {
    return outcome == Decided.Outcome.REFUSED ? State.REFUSED : State.DONE;
  }
}
