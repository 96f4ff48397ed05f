package id.balas.bot.web.conversation;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.teams.RatedTeams;
import id.balas.bot.users.Assignees;
import id.balas.bot.web.ChatCommands;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.bot.web.CommandEnvelope;
import id.balas.bot.web.Requester;
import id.balas.events.PeopleCommand.Reopen;
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
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// What agents do with a conversation: resolve, snooze, reopen and transfer it. Each action is a
/// command, as in the other chat actions.
@RestController
@Tag(name = "Conversations", description = "Resolve, snooze, reopen and transfer chats")
class ConversationController {

  private static final String DONE = "Done";
  private static final String PENDING = "Not decided yet; ask for the command later";
  private static final String REFUSED =
      "A rule refused it, for example because the customer wrote after `seen`";
  private static final String SEEN =
      "`waiting.latestId` of the chat as you saw it, or `none` if it did not wait; refused if the customer wrote since";
  private static final Duration LONGEST_SNOOZE = Duration.ofDays(366);

  @Schema(example = "{\"seen\":\"wamid-1\"}")
  record ResolveRequest(@Schema(description = SEEN) @PlainText(max = 200) @Nullable String seen) {}

  @Schema(example = "{\"until\":\"2026-11-24T01:00:00Z\",\"seen\":\"wamid-1\"}")
  record SnoozeRequest(
      @Schema(description = "When the chat waits again, within a year") @NotNull Instant until,
      @Schema(description = SEEN) @PlainText(max = 200) @Nullable String seen) {}

  @Schema(example = "{\"team\":\"sales\"}")
  record TransferRequest(
      @Schema(description = "Username of the new assignee") @PlainText(max = 100)
          @Nullable String assignee,
      @Schema(description = "Name or id of the team; without `assignee` the chat waits there")
          @PlainText(max = 100)
          @Nullable String team) {}

  private final ChatCommands commands;
  private final Assignees assignees;
  private final RatedTeams ratedTeams;
  private final Clock clock;

  ConversationController(
      ChatCommands commands, Assignees assignees, RatedTeams ratedTeams, Clock clock) {
    this.commands = commands;
    this.assignees = assignees;
    this.ratedTeams = ratedTeams;
    this.clock = clock;
  }

  @Operation(
      summary = "Resolve the conversation",
      description =
          "The chat no longer waits, and the bot answers again. If its team wants it, the customer is asked for a rating.")
  @ApiResponse(responseCode = "200", description = DONE)
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @PostMapping("/chats/{id}/resolve")
  ResponseEntity<Outcome> resolve(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody(required = false) @Valid @Nullable ResolveRequest body) {
    CommandEnvelope it = envelope("resolve", id, key, token);
    return commands
        .execute(it, it.resolve(body == null ? null : body.seen(), ratedTeams.asksRating(id)), body)
        .response();
  }

  @Operation(
      summary = "Snooze the chat",
      description =
          "It leaves the queue until then, or until the customer writes or an answer fails.")
  @ApiResponse(responseCode = "200", description = DONE)
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @PostMapping("/chats/{id}/snooze")
  ResponseEntity<Outcome> snooze(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid SnoozeRequest body) {
    Instant now = clock.instant();
    if (!body.until().isAfter(now) || body.until().isAfter(now.plus(LONGEST_SNOOZE))) {
      throw ProblemException.invalid("until", "must be in the future, within a year.");
    }
    CommandEnvelope it = envelope("snooze", id, key, token);
    return commands.execute(it, it.snooze(body.until(), body.seen()), body).response();
  }

  @Operation(
      summary = "Reopen the conversation",
      description = "Opens a resolved conversation again, or ends the snooze.")
  @ApiResponse(responseCode = "200", description = DONE)
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @PostMapping("/chats/{id}/reopen")
  ResponseEntity<Outcome> reopen(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    CommandEnvelope it = envelope("reopen", id, key, token);
    return commands
        .execute(
            it,
            new Reopen(it.id(), it.channel(), it.chatId(), it.issuer(), it.now(), it.notAfter()),
            null)
        .response();
  }

  @Operation(
      summary = "Transfer the chat",
      description =
          "To an agent or a team, in one step: the bot does not answer in between. Only its assignee and admins may.")
  @ApiResponse(responseCode = "200", description = DONE)
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "409", description = "A rule refused it; `detail` says why")
  @ApiResponse(responseCode = "422", description = "The assignee is not a user")
  @PostMapping("/chats/{id}/transfer")
  ResponseEntity<Outcome> transfer(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid TransferRequest body) {
    if (body.assignee() == null && body.team() == null) {
      throw ProblemException.invalid("assignee", "or \"team\" must be given.");
    }
    if (body.assignee() != null) {
      assignees.requireKnown("assignee", List.of(body.assignee()));
    }
    if (body.team() != null) {
      assignees.requireTeam("team", body.team());
    }
    CommandEnvelope it = envelope("transfer", id, key, token);
    return commands.execute(it, it.transfer(body.assignee(), body.team(), null), body).response();
  }

  private CommandEnvelope envelope(
      String name, ChatKey chat, @Nullable IdempotencyKey key, Jwt token) {
    commands.requirePeopleAreWritten();
    return commands.envelope(name, chat, key, Requester.of(token));
  }
}
