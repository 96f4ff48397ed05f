package id.balas.bot.web;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.history.queries.MessageQueries;
import id.balas.bot.notes.Labels;
import id.balas.bot.notes.ReadMarks;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.MarkRead;
import id.balas.events.ChatCommand.Reply;
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
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
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

  private static final String REFUSED = "A rule refused it; `detail` says why";
  private static final String PENDING = "Not decided yet; ask for the command later";
  private static final Pattern COMMAND = Pattern.compile("([\\w.-]{1,64}):([\\w.:-]{1,200})");

  @Schema(example = "{\"upTo\":\"wamid-1\"}")
  record ReadRequest(
      @Schema(description = "Id of the last message that was read") @PlainText(max = 200)
          @Nullable String upTo) {}

  private final ChatCommands commands;
  private final Labels labels;
  private final ReadMarks readMarks;
  private final MessageQueries messages;
  private final Clock clock;

  ChatActionController(
      ChatCommands commands,
      Labels labels,
      ReadMarks readMarks,
      MessageQueries messages,
      Clock clock) {
    this.commands = commands;
    this.labels = labels;
    this.readMarks = readMarks;
    this.messages = messages;
    this.clock = clock;
  }

  @Operation(
      summary = "Reply to the customer",
      description = "Sends one message per Idempotency-Key: a retry must use the same key.")
  @ApiResponse(responseCode = "200", description = "Accepted and queued for sending")
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @PostMapping("/chats/{id}/messages")
  ResponseEntity<Outcome> reply(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid ReplyRequest body) {
    Requester requester = Requester.of(token);
    return answer(
        new Reply(
            ChatCommands.id(requester.name(), key),
            id.channel(),
            id.chatId(),
            requester.issuer(),
            clock.instant(),
            body.content(),
            body.quotedId()));
  }

  @Operation(
      summary = "Change who answers, or the labels",
      description =
          "`mode` AGENT assigns the chat, to the caller if `assignee` is omitted. BOT, or `assignee` null, returns it to"
              + " the bot. PAUSE stops automatic answers. `labels` replace the labels.")
  @ApiResponse(responseCode = "200", description = "Done")
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @PatchMapping("/chats/{id}")
  ResponseEntity<Outcome> change(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid ChangeRequest body) {
    Requester requester = Requester.of(token);
    ChatCommand command =
        body.command(
            id,
            ChatCommands.id(requester.name(), IdempotencyKey.orRandom(key)),
            requester,
            clock.instant());
    Set<String> names = body.labelNames();
    if (command == null && names == null) {
      throw ProblemException.invalid("body", "must have \"mode\", \"assignee\" or \"labels\".");
    }
    if (names != null) {
      labels.set(id, names);
    }
    return command == null
        ? ResponseEntity.ok(new Outcome(id.channel() + ":", ChatCommands.State.DONE, "labels"))
        : answer(command);
  }

  @Operation(
      summary = "Mark a chat as read",
      description = "Up to the message `upTo`, or up to the customer's latest message.")
  @ApiResponse(responseCode = "200", description = "Done")
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "404", description = "The chat has no such message")
  @PostMapping("/chats/{id}/read")
  ResponseEntity<Outcome> read(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody(required = false) @Valid @Nullable ReadRequest body) {
    Requester requester = Requester.of(token);
    String message = lastRead(id, body == null ? null : body.upTo());
    Instant upTo = messages.sentAt(id, message).orElseThrow(() -> noSuchMessage(message));
    readMarks.set(id, upTo, requester.name());
    return answer(
        new MarkRead(
            ChatCommands.id(requester.name(), IdempotencyKey.orRandom(key)),
            id.channel(),
            id.chatId(),
            requester.issuer(),
            clock.instant(),
            message));
  }

  private String lastRead(ChatKey chat, @Nullable String upTo) {
    return upTo != null
        ? upTo
        : messages
            .latestOfCustomer(chat)
            .orElseThrow(() -> ProblemException.notFound("No customer has written in this chat."));
  }

  private static ProblemException noSuchMessage(String id) {
    return ProblemException.notFound("This chat has no message " + id + ".");
  }

  @Operation(
      summary = "Show the outcome of a command",
      description = "PENDING until it is decided, and for an unknown command.")
  @GetMapping("/commands/{id}")
  Outcome command(
      @Parameter(description = "`commandId` of an earlier response", example = "default:rest-5f0c")
          @PathVariable
          String id) {
    var parts = COMMAND.matcher(id);
    if (!parts.matches()) {
      throw ProblemException.invalid("id", "must be a `commandId` of an earlier response.");
    }
    return commands
        .find(parts.group(1), parts.group(2))
        .orElseGet(() -> new Outcome(id, ChatCommands.State.PENDING, null));
  }

  private ResponseEntity<Outcome> answer(ChatCommand command) {
    Outcome outcome = commands.execute(command);
    return switch (outcome.state()) {
      case DONE -> ResponseEntity.ok(outcome);
      case PENDING ->
          ResponseEntity.accepted()
              .location(URI.create("/commands/" + outcome.commandId()))
              .body(outcome);
      case REFUSED -> throw refused(outcome);
    };
  }

  private static ProblemException refused(Outcome outcome) {
    String rule = String.valueOf(outcome.rule());
    return ProblemException.conflict(
            Character.toUpperCase(rule.charAt(0)) + rule.substring(1) + ".")
        .with("commandId", outcome.commandId());
  }
}
