package id.balas.bot.inbox.web;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.history.queries.MessageQueries;
import id.balas.bot.notes.ReadMarks;
import id.balas.bot.web.ChatCommands;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.bot.web.CommandEnvelope;
import id.balas.bot.web.Requester;
import id.balas.events.ChatCommand.MarkRead;
import id.balas.events.value.ChatKey;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Marks chats as read or unread for the caller. Reading also marks the messages as read in
/// WhatsApp.
@RestController
@Tag(name = "Chat actions", description = "Reply, assign, pause and mark as read")
class ReadMarkController {

  @Schema(example = "{\"upTo\":\"wamid-1\"}")
  record ReadRequest(
      @Schema(description = "Id of the last message that was read") @PlainText(max = 200)
          @Nullable String upTo) {}

  @Schema(example = "{\"from\":\"wamid-1\"}")
  record UnreadRequest(
      @Schema(description = "Id of the first message to be unread") @PlainText(max = 200)
          @Nullable String from) {}

  private final ChatCommands commands;
  private final ReadMarks readMarks;
  private final MessageQueries messages;

  ReadMarkController(ChatCommands commands, ReadMarks readMarks, MessageQueries messages) {
    this.commands = commands;
    this.readMarks = readMarks;
    this.messages = messages;
  }

  @Operation(
      summary = "Mark a chat as read",
      description =
          "For the caller, up to the message `upTo`, or up to the customer's latest message.")
  @ApiResponse(responseCode = "200", description = "Done")
  @ApiResponse(responseCode = "202", description = "Not decided yet; ask for the command later")
  @ApiResponse(responseCode = "404", description = "The chat has no such message")
  @PostMapping("/chats/{id}/read")
  ResponseEntity<Outcome> read(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody(required = false) @Valid @Nullable ReadRequest body) {
    Requester requester = Requester.of(token);
    String message = messageOr(id, body == null ? null : body.upTo());
    readMarks.read(id, sentAt(id, message), requester.name());
    CommandEnvelope it = commands.envelope("read", id, key, requester);
    return commands
        .execute(
            it,
            new MarkRead(it.id(), it.channel(), it.chatId(), it.issuer(), it.now(), message),
            body)
        .response();
  }

  @Operation(
      summary = "Mark a chat as unread",
      description =
          "For the caller, from the message `from` on, or the customer's latest message. An answer of an agent or admin"
              + " ends it.")
  @ApiResponse(responseCode = "204", description = "Done")
  @ApiResponse(responseCode = "404", description = "The chat has no such message")
  @PostMapping("/chats/{id}/unread")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unread(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @AuthenticationPrincipal Jwt token,
      @RequestBody(required = false) @Valid @Nullable UnreadRequest body) {
    String message = messageOr(id, body == null ? null : body.from());
    readMarks.unread(id, sentAt(id, message), Requester.of(token).name());
  }

  private String messageOr(ChatKey chat, @Nullable String id) {
    return id != null
        ? id
        : messages
            .latestOfCustomer(chat)
            .orElseThrow(() -> ProblemException.notFound("No customer has written in this chat."));
  }

  private Instant sentAt(ChatKey chat, String id) {
    return messages
        .sentAt(chat, id)
        .orElseThrow(() -> ProblemException.notFound("This chat has no message " + id + "."));
  }
}
