package id.balas.bot.web.conversation;

import id.balas.bot.web.Actions.Action;
import id.balas.bot.web.ChatCommands;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.bot.web.Requester;
import id.balas.events.ChatCommand;
import id.balas.events.value.ChatKey;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/// Publishes commands about conversations and waits for their decision.
@Component
class ConversationActs {

  private final ChatCommands commands;
  private final Duration actWithin;
  private final boolean peopleAreWritten;
  private final Clock clock;

  ConversationActs(
      ChatCommands commands,
      @Value("${balas.bot.act-within}") Duration actWithin,
      @Value("${balas.people.write}") boolean peopleAreWritten,
      Clock clock) {
    this.commands = commands;
    this.actWithin = actWithin;
    this.peopleAreWritten = peopleAreWritten;
    this.clock = clock;
  }

  /// What all commands have.
  record Envelope(String id, Requester requester, Instant now, Instant notAfter) {}

  /// `body` is the request, by which a repetition with the same key is recognised.
  ResponseEntity<Outcome> act(
      String name,
      ChatKey chat,
      @Nullable IdempotencyKey key,
      Jwt token,
      @Nullable Object body,
      Function<Envelope, ChatCommand> command) {
    if (!peopleAreWritten) {
      throw ProblemException.conflict("This needs the setting BALAS_PEOPLE_WRITE=true.");
    }
    Requester requester = Requester.of(token);
    IdempotencyKey own = IdempotencyKey.orRandom(key);
    Instant now = clock.instant();
    var envelope =
        new Envelope(ChatCommands.id(requester.name(), own), requester, now, now.plus(actWithin));
    var action = new Action(requester.name(), own, name, chat, envelope.id(), envelope.notAfter());
    return commands.execute(action, command.apply(envelope), body).response();
  }
}
