package id.balas.bot.contacts.web;

import id.balas.bot.contacts.store.ContactDetails;
import id.balas.bot.contacts.store.ContactDetails.ContactChat;
import id.balas.bot.web.ChatCommands;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.bot.web.ChatCommands.State;
import id.balas.bot.web.CommandEnvelope;
import id.balas.bot.web.Requester;
import id.balas.events.PeopleCommand.Restrict;
import id.balas.events.value.ChatKey;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Blocks customers and records opt-outs: one command for each chat of the contact, because the
/// decider of each chat must know it.
@RestController
@Tag(name = "Contacts", description = "Customers with their names, numbers and custom fields")
class RestrictionController {

  @Schema(example = "{\"optedOut\":true}")
  record RestrictRequest(
      @Schema(description = "True: the chats never wait and get no message. For admins.")
          @Nullable Boolean blocked,
      @Schema(description = "True: the customer gets no automatic messages")
          @Nullable Boolean optedOut) {}

  /// The result of the command for each chat.
  @Schema(name = "RestrictedChats")
  record RestrictedChats(List<Outcome> chats) {}

  private final ContactPaths paths;
  private final ChatCommands commands;

  RestrictionController(ContactPaths paths, ChatCommands commands) {
    this.paths = paths;
    this.commands = commands;
  }

  @Operation(
      summary = "Block a customer, or record an opt-out",
      description =
          "In all chats that the contact has. Agents and admins record an opt-out, admins block.")
  @ApiResponse(responseCode = "200", description = "Done")
  @ApiResponse(
      responseCode = "202",
      description = "Not decided in all chats yet; ask for the commands later")
  @ApiResponse(
      responseCode = "409",
      description = "The contact has no chat, or a rule refused it; `detail` says why")
  @PutMapping("/contacts/{id}/restrictions")
  ResponseEntity<RestrictedChats> restrict(
      @Parameter(description = ContactController.ID, example = ContactController.ID_EXAMPLE)
          @PathVariable
          String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid RestrictRequest body) {
    if (body.blocked() == null && body.optedOut() == null) {
      throw ProblemException.invalid("blocked", "or \"optedOut\" must be given.");
    }
    commands.requirePeopleAreWritten();
    ContactDetails contact = paths.find(id);
    if (contact.chats().isEmpty()) {
      throw ProblemException.conflict("This contact has no chat yet.");
    }
    IdempotencyKey own = IdempotencyKey.orRandom(key);
    Requester requester = Requester.of(token);
    List<Outcome> outcomes = new ArrayList<>();
    for (ContactChat chat : contact.chats()) {
      outcomes.add(restrict(new ChatKey(chat.channel(), chat.chatId()), own, requester, body));
    }
    // Throws a 409 if a rule refused it.
    outcomes.stream().filter(it -> it.state() == State.REFUSED).forEach(Outcome::response);
    boolean isDone = outcomes.stream().allMatch(it -> it.state() == State.DONE);
    return ResponseEntity.status(isDone ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .body(new RestrictedChats(outcomes));
  }

  // A key belongs to one chat, so each chat gets a key of its own.
  private Outcome restrict(
      ChatKey chat, IdempotencyKey key, Requester requester, RestrictRequest body) {
    var keyOfChat =
        new IdempotencyKey(
            UUID.nameUUIDFromBytes((key + " " + chat).getBytes(StandardCharsets.UTF_8)).toString());
    CommandEnvelope it = commands.envelope("restrict", chat, keyOfChat, requester);
    return commands.execute(
        it,
        new Restrict(
            it.id(),
            it.channel(),
            it.chatId(),
            it.issuer(),
            it.now(),
            body.blocked(),
            body.optedOut(),
            it.notAfter()),
        body);
  }
}
