package id.balas.bot.web.conversation;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.web.ChatCommands;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.bot.web.CommandEnvelope;
import id.balas.bot.web.Requester;
import id.balas.events.ChatCommand.Prioritize;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Priority;
import id.balas.service.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The place of a chat in the queue, which agents change beside the rules.
@RestController
@Tag(name = "Conversations", description = "Resolve, snooze, reopen and transfer chats")
class PriorityController {

  @Schema(example = "{\"priority\":\"HIGH\"}")
  record PriorityRequest(
      @Schema(description = "Chats with HIGH come first in the queue") @NotNull
          Priority priority) {}

  private final ChatCommands commands;

  PriorityController(ChatCommands commands) {
    this.commands = commands;
  }

  @Operation(
      summary = "Set the priority of the chat",
      description =
          "It holds until the conversation ends. An agent sets that of their own chats and of chats without an assignee.")
  @ApiResponse(responseCode = "200", description = "Done")
  @ApiResponse(responseCode = "202", description = "Not decided yet; ask for the command later")
  @ApiResponse(
      responseCode = "409",
      description = "The chat has no open conversation, or another assignee")
  @PutMapping("/chats/{id}/priority")
  ResponseEntity<Outcome> prioritize(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid PriorityRequest body) {
    commands.requirePeopleAreWritten();
    CommandEnvelope it = commands.envelope("priority", id, key, Requester.of(token));
    return commands
        .execute(
            it,
            new Prioritize(
                it.id(),
                it.channel(),
                it.chatId(),
                it.issuer(),
                it.now(),
                body.priority(),
                it.notAfter()),
            body)
        .response();
  }
}
