package id.balas.bot.web;

import static id.balas.bot.web.ChatActionController.ANOTHER;
import static id.balas.bot.web.ChatActionController.PENDING;
import static id.balas.bot.web.ChatActionController.REFUSED;

import id.balas.bot.decision.text.PhoneNumber;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.web.Actions.Action;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.events.SameCustomer;
import id.balas.events.SameCustomer.Unlink;
import id.balas.events.value.ChatKey;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Corrects, for admins, to which phone number a hidden number belongs. The path names the hidden
/// number itself: elsewhere it leads to the phone's chat.
@RestController
@RequestMapping("/chats/{id}/phone")
@Tag(name = "Chat actions", description = "Reply, assign, pause and mark as read")
class PhoneController {

  private static final String LID = "A chat of a hidden number";
  private static final String EXAMPLE = "default:123456789012345@lid";

  @Schema(example = "{\"phone\":\"628111222333\"}")
  record PhoneRequest(@NotNull String phone) {}

  private final ChatCommands commands;
  private final boolean isOn;
  private final String countryCode;
  private final Clock clock;

  PhoneController(
      ChatCommands commands,
      @Value("${balas.people.write}") boolean isOn,
      @Value("${balas.bot.country-code}") String countryCode,
      Clock clock) {
    this.commands = commands;
    this.isOn = isOn;
    this.countryCode = countryCode;
    this.clock = clock;
  }

  @Operation(
      summary = "Link a hidden number to a phone number",
      description =
          "Both are one customer: what comes next under the hidden number meets the phone's chat (admins).")
  @ApiResponse(responseCode = "200", description = "Linked")
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "409", description = REFUSED)
  @ApiResponse(responseCode = "422", description = ANOTHER)
  @PutMapping
  ResponseEntity<Outcome> link(
      @Parameter(description = LID, example = EXAMPLE) @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid PhoneRequest body) {
    Requester admin = admin(token);
    Action action = action("link", ChatPath.parse(id), admin, key);
    return commands
        .execute(
            action,
            new SameCustomer(
                String.valueOf(action.commandId()),
                action.chat().channel(),
                action.chat().chatId(),
                admin.issuer(),
                clock.instant(),
                chatId(body.phone())),
            body)
        .response();
  }

  @Operation(
      summary = "Unlink a hidden number",
      description =
          "What comes next under the hidden number meets its own chat. Earlier messages stay in the phone's chat (admins).")
  @ApiResponse(responseCode = "200", description = "Unlinked")
  @ApiResponse(responseCode = "202", description = PENDING)
  @ApiResponse(responseCode = "422", description = ANOTHER)
  @DeleteMapping
  ResponseEntity<Outcome> unlink(
      @Parameter(description = LID, example = EXAMPLE) @PathVariable String id,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    Requester admin = admin(token);
    Action action = action("unlink", ChatPath.parse(id), admin, key);
    return commands
        .execute(
            action,
            new Unlink(
                String.valueOf(action.commandId()),
                action.chat().channel(),
                action.chat().chatId(),
                admin.issuer(),
                clock.instant()),
            null)
        .response();
  }

  private String chatId(String phone) {
    return PhoneNumber.chatId(phone, countryCode)
        .filter(id -> !id.endsWith("@lid"))
        .orElseThrow(() ->
            ProblemException.invalid("phone", "must be a phone number such as 628111222333."));
  }

  private Requester admin(Jwt token) {
    Requester requester = Requester.of(token);
    if (!isOn) {
      throw ProblemException.conflict(
          "Numbers are not linked here: BALAS_PEOPLE_WRITE of the bot is false.");
    }
    return requester;
  }

  private static Action action(
      String name, ChatKey chat, Requester admin, @Nullable IdempotencyKey key) {
    IdempotencyKey ownKey = IdempotencyKey.orRandom(key);
    return new Action(
        admin.name(), ownKey, name, chat, ChatCommands.id(admin.name(), ownKey), null);
  }
}
