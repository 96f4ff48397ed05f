package id.balas.bot.web.message;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.chat.store.ChatAliases;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.history.queries.MessageQueries;
import id.balas.bot.history.queries.MessageQueries.Target;
import id.balas.bot.web.ChatCommands;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.bot.web.CommandEnvelope;
import id.balas.bot.web.Requester;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.InvalidValueException;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// What agents do with one message: react, edit, delete for everyone, forward. Each act is a
/// command with the rules of a reply. WhatsApp may refuse it later: `GET /commands/{id}` and the
/// `acts` of the message then say why.
@RestController
@Tag(name = "Message actions", description = "React, edit, delete and forward")
class MessageActionController {

  private static final String QUEUED = "Accepted and queued for sending";
  private static final String PENDING = "Not decided yet; ask for the command later";
  private static final String REFUSED = "A rule or the message refuses it; `detail` says why";
  private static final String MISSING = "The chat has no such message";
  private static final String MESSAGE = "`id` or `providerId` of the message";

  @Schema(example = "{\"emoji\":\"👍\"}")
  record ReactionRequest(
      @Schema(description = "One emoji; it replaces our earlier reaction")
          @NotNull
          @PlainText(max = 50)
          String emoji) {}

  @Schema(example = "{\"text\":\"We open at 8, not at 9.\"}")
  record EditRequest(
      @Schema(description = "The new text") @NotNull @PlainText(max = 65_536) String text) {}

  @Schema(example = "{\"to\":\"default:628111222444@s.whatsapp.net\"}")
  record ForwardRequest(
      @Schema(description = "The chat that gets the message, on the same channel")
          @NotNull
          @PlainText(max = 200)
          String to,
      @Schema(
              description =
                  "`waiting.latestId` of the other chat as you saw it, or `none`; if its customer wrote since, it goes on waiting")
          @PlainText(max = 200)
          @Nullable String seen) {}

  private final ChatCommands commands;
  private final MessageQueries messages;
  private final ChatAliases aliases;

  MessageActionController(ChatCommands commands, MessageQueries messages, ChatAliases aliases) {
    this.commands = commands;
    this.messages = messages;
    this.aliases = aliases;
  }

  @Operation(summary = "React to a message", description = "Replaces our earlier reaction.")
  @ApiResponse(responseCode = "200", description = QUEUED)
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "404", description = MISSING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @PutMapping("/chats/{id}/messages/{message}/reaction")
  ResponseEntity<Outcome> react(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @Parameter(description = MESSAGE, example = "wamid-1") @PathVariable String message,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid ReactionRequest body) {
    ActRules.checkEmoji(body.emoji());
    Target target = target(id, message);
    ActRules.checkReaction(target);
    return act("react", id, key, token, new Content.Reaction(target.name(), body.emoji()), null);
  }

  @Operation(summary = "Remove our reaction")
  @ApiResponse(responseCode = "200", description = QUEUED)
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "404", description = MISSING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @DeleteMapping("/chats/{id}/messages/{message}/reaction")
  ResponseEntity<Outcome> removeReaction(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @Parameter(description = MESSAGE, example = "wamid-1") @PathVariable String message,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    Target target = target(id, message);
    ActRules.checkReaction(target);
    return act("react", id, key, token, new Content.Reaction(target.name(), ""), null);
  }

  @Operation(
      summary = "Edit one of our texts",
      description = "WhatsApp refuses it about 15 minutes after the message was sent.")
  @ApiResponse(responseCode = "200", description = QUEUED)
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "404", description = MISSING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @PatchMapping("/chats/{id}/messages/{message}")
  ResponseEntity<Outcome> edit(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @Parameter(description = MESSAGE, example = "wamid-1") @PathVariable String message,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid EditRequest body) {
    Target target = target(id, message);
    ActRules.checkEdit(target);
    var edit = new Content.Edit(target.name(), new Content.Text(body.text()));
    return act("edit", id, key, token, edit, null);
  }

  @Operation(
      summary = "Delete one of our messages for everyone",
      description =
          "A message that still waits to be sent is not sent. WhatsApp refuses it about two days after it was sent.")
  @ApiResponse(responseCode = "200", description = QUEUED)
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "404", description = MISSING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @DeleteMapping("/chats/{id}/messages/{message}")
  ResponseEntity<Outcome> delete(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @Parameter(description = MESSAGE, example = "wamid-1") @PathVariable String message,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    Target target = target(id, message);
    ActRules.checkDeletion(target);
    return act("delete", id, key, token, new Content.Deletion(target.name()), null);
  }

  @Operation(
      summary = "Forward a message to another chat",
      description =
          "The other chat gets it as a message of the caller, with the rules of a reply there. Sends one message per"
              + " Idempotency-Key.")
  @ApiResponse(responseCode = "200", description = QUEUED)
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "404", description = MISSING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @PostMapping("/chats/{id}/messages/{message}/forward")
  ResponseEntity<Outcome> forward(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @Parameter(description = MESSAGE, example = "wamid-1") @PathVariable String message,
      @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid ForwardRequest body) {
    ChatKey to = chat(body.to());
    if (!to.channel().equals(id.channel())) {
      throw ProblemException.invalid("to", "must be a chat of the same channel.");
    }
    Target target = target(id, message);
    var forward = new Content.Forward(ActRules.checkForward(target), target.content());
    return act("forward", to, key, token, forward, body.seen());
  }

  private ChatKey chat(String text) {
    try {
      return aliases.resolve(ChatPath.parse(text));
    } catch (InvalidValueException e) {
      throw ProblemException.invalid("to", e.getMessage() + ".");
    }
  }

  private Target target(ChatKey chat, String message) {
    return messages
        .target(chat, message)
        .orElseThrow(() -> ProblemException.notFound("This chat has no message " + message + "."));
  }

  private ResponseEntity<Outcome> act(
      String name,
      ChatKey chat,
      @Nullable IdempotencyKey key,
      Jwt token,
      Content content,
      @Nullable String seen) {
    commands.requirePeopleAreWritten();
    CommandEnvelope it = commands.envelope(name, chat, key, Requester.of(token));
    return commands
        .execute(it, it.reply(content, null, seen), Arrays.asList(content, seen))
        .response();
  }
}
