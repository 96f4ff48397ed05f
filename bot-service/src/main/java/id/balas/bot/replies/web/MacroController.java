package id.balas.bot.replies.web;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.answers.book.Language;
import id.balas.bot.replies.Macro;
import id.balas.bot.replies.Macro.Acts;
import id.balas.bot.replies.Macro.Stored;
import id.balas.bot.replies.MacroRun;
import id.balas.bot.replies.MacroRunner;
import id.balas.bot.replies.MacroRunner.Order;
import id.balas.bot.replies.Macros;
import id.balas.bot.web.Requester;
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
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Macros. Agents run those for all and those of their teams, admins manage them.
@RestController
@Tag(name = "Macros", description = "Several acts in a chat at once")
class MacroController {

  private static final String ID = "Id of the macro";

  @Schema(
      example =
          "{\"name\":\"Refund done\",\"acts\":{\"savedReply\":7,\"labels\":[\"Refund\"],\"resolve\":true}}")
  record MacroBody(
      @NotNull @PlainText(max = 60) String name,
      @Schema(description = "Id of the team that uses it; all if omitted", example = "3")
          @Nullable Long team,
      @NotNull @Valid Acts acts) {}

  record MacroView(
      @Schema(example = "4") long id,
      @Schema(example = "Refund done") String name,
      @Schema(example = "3") @Nullable Long team,
      Acts acts,
      @Nullable String changedBy) {

    static MacroView of(Stored stored) {
      Macro macro = stored.macro();
      return new MacroView(
          stored.id(), macro.name(), macro.team(), macro.acts(), stored.changedBy());
    }
  }

  @Schema(example = "{\"seen\":\"wamid-1\",\"language\":\"id\"}")
  record RunRequest(
      @Schema(
              description =
                  "`waiting.latestId` of the chat as you saw it, or `none`; snooze and resolve are refused if the customer wrote since")
          @PlainText(max = 200)
          @Nullable String seen,
      @Schema(description = "Of the reply; the bot's if omitted") @Nullable Language language) {}

  @Schema(name = "MacroList")
  record All(List<MacroView> macros) {}

  private final Macros macros;
  private final MacroRunner runner;
  private final MacroChecks checks;

  MacroController(Macros macros, MacroRunner runner, MacroChecks checks) {
    this.macros = macros;
    this.runner = runner;
    this.checks = checks;
  }

  @Operation(
      summary = "List macros",
      description = "Those for all and those of your teams, by name; for admins all.")
  @GetMapping("/macros")
  All all(@AuthenticationPrincipal Jwt token) {
    Requester requester = Requester.of(token);
    return new All(
        macros.visibleTo(requester.name(), requester.isAdmin()).stream()
            .map(MacroView::of)
            .toList());
  }

  @Operation(
      summary = "Run a macro in a chat",
      description =
          "Its acts in the order reply, labels, transfer, snooze, resolve. If one is refused, the rest is skipped; the"
              + " response names each. After 202 repeat the request with the same key: it does nothing twice and goes on.")
  @ApiResponse(responseCode = "200", description = "Decided; see the state of each act")
  @ApiResponse(responseCode = "202", description = "An act is not decided yet")
  @ApiResponse(responseCode = "404", description = "You have no macro with this id")
  @ApiResponse(responseCode = "422", description = "The key was used for another request")
  @PostMapping("/chats/{id}/macros/{macro}")
  ResponseEntity<MacroRun> run(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @Parameter(description = ID, example = "4") @PathVariable long macro,
      @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody(required = false) @Valid @Nullable RunRequest body) {
    Requester requester = Requester.of(token);
    Acts acts =
        macros
            .find(macro, requester.name(), requester.isAdmin())
            .orElseThrow(() -> unknown(macro))
            .macro()
            .acts();
    MacroRun run =
        runner.run(
            new Order(
                acts,
                checks.replyOf(acts),
                id,
                requester,
                key,
                checks.languageOr(body == null ? null : body.language()),
                body == null ? null : body.seen()));
    return run.isPending() ? ResponseEntity.accepted().body(run) : ResponseEntity.ok(run);
  }

  @Operation(summary = "Add a macro", description = "Admins only.")
  @ApiResponse(responseCode = "201", description = "Added")
  @ApiResponse(responseCode = "409", description = "There is a macro with this name, or 500")
  @ApiResponse(responseCode = "422", description = "A user, team or saved reply is unknown")
  @PostMapping("/macros")
  ResponseEntity<MacroView> add(
      @RequestBody @Valid MacroBody body, @AuthenticationPrincipal Jwt token) {
    Macro macro = checked(body);
    String by = Requester.of(token).name();
    long id = withFreeName(() -> macros.add(macro, by));
    return ResponseEntity.created(URI.create("/macros/" + id))
        .body(MacroView.of(new Stored(id, macro, by)));
  }

  @Operation(summary = "Replace a macro", description = "Admins only.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No macro with this id")
  @ApiResponse(responseCode = "409", description = "There is a macro with this name")
  @ApiResponse(responseCode = "422", description = "A user, team or saved reply is unknown")
  @PutMapping("/macros/{id}")
  MacroView change(
      @Parameter(description = ID, example = "4") @PathVariable long id,
      @RequestBody @Valid MacroBody body,
      @AuthenticationPrincipal Jwt token) {
    Macro macro = checked(body);
    String by = Requester.of(token).name();
    if (!withFreeName(() -> macros.change(id, macro, by))) {
      throw unknown(id);
    }
    return MacroView.of(new Stored(id, macro, by));
  }

  @Operation(summary = "Delete a macro", description = "Admins only.")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "404", description = "No macro with this id")
  @DeleteMapping("/macros/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@Parameter(description = ID, example = "4") @PathVariable long id) {
    if (!macros.delete(id)) {
      throw unknown(id);
    }
  }

  private Macro checked(MacroBody body) {
    checks.check(body.acts(), body.team());
    return new Macro(body.name().strip(), body.team(), body.acts());
  }

  private static <T> T withFreeName(Supplier<T> write) {
    try {
      return write.get();
    } catch (DuplicateKeyException _) {
      throw ProblemException.conflict("There is a macro with this name. Choose another name.");
    }
  }

  private static ProblemException unknown(long id) {
    return ProblemException.notFound("There is no macro " + id + ".");
  }
}
