package id.balas.bot.web;

import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.bot.web.ChatCommands.State;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What happened to actions: done, refused, pending or too late. After a 202, a 503 or a lost
/// response the author finds the action here.
@RestController
@Tag(name = "Chat actions", description = "Reply, assign, pause and mark as read")
public class CommandController {

  private static final Pattern COMMAND = Pattern.compile("([\\w.-]{1,64}):([\\w.:-]{1,200})");
  private static final Duration LISTED = Duration.ofDays(1);
  private static final int MOST = 100;

  public record Command(
      @Schema(example = "default:rest-5f0c2b9a") String commandId,
      @Schema(example = "order-4711-shipped") String key,
      @Schema(
              description =
                  "Such as `reply`, `change`, `read`, `react`, `edit`, `delete` or `forward`",
              example = "reply")
          String action,
      @Schema(example = WebConfiguration.CHAT_EXAMPLE) String chat,
      Instant at,
      State state,
      @Schema(example = "a person replied") @Nullable String rule) {

    public static Command of(Actions.Known known) {
      return new Command(
          known.chat().channel() + ":" + known.commandId(),
          known.key().value(),
          known.action(),
          ChatPath.write(known.chat()),
          known.at(),
          known.state(),
          known.rule());
    }
  }

  @Schema(name = "CommandList")
  record All(List<Command> commands) {}

  private final ChatCommands commands;
  private final Actions actions;
  private final Clock clock;

  CommandController(ChatCommands commands, Actions actions, Clock clock) {
    this.commands = commands;
    this.actions = actions;
    this.clock = clock;
  }

  @Operation(
      summary = "List the caller's commands",
      description = "Of the last day, newest first, 100 at most.")
  @GetMapping("/commands")
  All all(
      @Parameter(description = "Only of this Idempotency-Key", example = "order-4711-shipped")
          @RequestParam(required = false)
          @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    String caller = Requester.of(token).name();
    return new All(
        commands
            .withFailures(actions.since(clock.instant().minus(LISTED), caller, key, MOST))
            .stream()
            .map(Command::of)
            .toList());
  }

  @Operation(
      summary = "Show the outcome of a command",
      description =
          "PENDING until it is decided, and for an unknown command. LATE if it was not decided in time: it will have no"
              + " effect. FAILED if its message or act did not reach the customer; `rule` says why.")
  @GetMapping("/commands/{id}")
  Outcome command(
      @Parameter(description = "`commandId` of an earlier response", example = "default:rest-5f0c")
          @PathVariable
          String id) {
    var parts = COMMAND.matcher(id);
    if (!parts.matches()) {
      throw ProblemException.invalid("id", "must be a `commandId` of an earlier response.");
    }
    return commands.of(parts.group(1), parts.group(2));
  }
}
