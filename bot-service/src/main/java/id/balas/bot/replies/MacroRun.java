package id.balas.bot.replies;

import id.balas.bot.web.ChatCommands;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a macro has done in a chat. `state` is that of the first act that is not done, or DONE.
@Schema(name = "MacroRun")
public record MacroRun(State state, List<Part> acts) {

  /// `SKIPPED`: an earlier act was not done.
  public enum State {
    DONE,
    REFUSED,
    PENDING,
    LATE,
    SKIPPED
  }

  /// The acts in their order.
  public enum Act {
    REPLY,
    LABEL,
    TRANSFER,
    SNOOZE,
    RESOLVE
  }

  /// One act. `rule` explains the decision. `commandId` is for `/commands/{id}`.
  @Schema(name = "MacroPart")
  public record Part(
      @Schema(example = "REPLY") Act act,
      @Schema(example = "DONE") State state,
      @Schema(example = "a person replied") @Nullable String rule,
      @Schema(example = "default:rest-5f0c2b9a") @Nullable String commandId) {

    static Part of(Act act, ChatCommands.Outcome outcome) {
      return new Part(
          act, State.valueOf(outcome.state().name()), outcome.rule(), outcome.commandId());
    }

    static Part skipped(Act act) {
      return new Part(act, State.SKIPPED, "an earlier act was not done", null);
    }
  }

  static MacroRun of(List<Part> acts) {
    return new MacroRun(
        acts.stream()
            .map(Part::state)
            .filter(state -> state != State.DONE)
            .findFirst()
            .orElse(State.DONE),
        new ArrayList<>(acts));
  }

  /// Whether an act is not decided yet. A repeated request goes on there.
  public boolean isPending() {
    return state == State.PENDING || state == State.LATE;
  }
}
