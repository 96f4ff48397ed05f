package id.balas.bot.web;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.notes.Labels;
import id.balas.bot.web.Actions.Action;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.events.ChatCommand;
import id.balas.events.value.ChatKey;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Actions of agents and admins on a chat. Each action is a command in Kafka. Returns 200 if it was
/// carried out, 409 with the reason if it was refused, and 202 if it was not decided within two
/// seconds.
@RestController
@Tag(name = "Chat actions", description = "Reply, assign, pause and mark as read")
class ChatActionController {

  static final String REFUSED = "A rule refused it; `detail` says why";
  static final String PENDING = "Not decided yet; ask for the command later";
  static final String ANOTHER = "The key was used for another request";

  private final ChatCommands commands;
  private final Actions actions;
  private final Labels labels;

  ChatActionController(ChatCommands commands, Actions actions, Labels labels) {
    this.commands = commands;
    this.actions = actions;
    this.labels = labels;
  }

  @Operation(
      summary = "Reply to the customer",
      description = "Sends one message per Idempotency-Key: a retry must use the same key.")
  @ApiResponse(responseCode = "200", description = "Accepted and queued for sending")
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @ApiResponse(responseCode = "422", description = ANOTHER)
  @PostMapping("/chats/{id}/messages")
  ResponseEntity<Outcome> reply(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid ReplyRequest body) {
    CommandEnvelope it = commands.envelope("reply", id, key, Requester.of(token));
    return commands
        .execute(it, it.reply(body.content(), body.quotedId(), body.seen()), body)
        .response();
  }

  @Operation(
      summary = "Change who answers, or the labels",
      description =
          "`mode` AGENT assigns the chat, to the caller if `assignee` is omitted. BOT, or `assignee` null, returns it to"
              + " the bot. PAUSE stops automatic answers. `labels` replace the labels, once the change is carried out: after"
              + " 202 repeat the request with the same key.")
  @ApiResponse(responseCode = "200", description = "Done")
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @ApiResponse(responseCode = "422", description = ANOTHER)
  @PatchMapping("/chats/{id}")
  ResponseEntity<Outcome> change(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid ChangeRequest body) {
    Requester requester = Requester.of(token);
    Set<String> names = body.labelNames();
    CommandEnvelope it = commands.envelope("change", id, key, requester);
    ChatCommand command = body.command(it, requester.name());
    if (command == null) {
      if (names == null) {
        throw ProblemException.invalid("body", "must have \"mode\", \"assignee\" or \"labels\".");
      }
      actions.begin(
          new Action(requester.name(), it.action().key(), "label", id, null, null), names);
      labels.set(id, names);
      return ResponseEntity.ok(new Outcome(id.channel() + ":", ChatCommands.State.DONE, "labels"));
    }
    Outcome outcome =
        commands.execute(
            it, command, Arrays.asList(command.getClass().getSimpleName(), body, names));
    // A refused change leaves the labels as they are, too.
    if (names != null && outcome.state() == ChatCommands.State.DONE) {
      labels.set(id, names);
    }
    return outcome.response();
  }
}
