package id.balas.bot.replies;

import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Several acts in a chat at once. `team` is the id of the team that uses it; null: all.
public record Macro(String name, @Nullable Long team, Acts acts) {

  public record Stored(long id, Macro macro, @Nullable String changedBy) {}

  /// What the macro does, in this order. A missing field does nothing.
  @Schema(
      name = "MacroActs",
      example = "{\"savedReply\":7,\"labels\":[\"Refund\"],\"resolve\":true}")
  public record Acts(
      @Schema(description = "Id of a saved reply to send") @Nullable Long savedReply,
      @Schema(description = "A text to send instead, with variables") @PlainText(max = 3_500)
          @Nullable String text,
      @Schema(description = "Labels that the chat gets")
          @Size(max = 20, message = "must have at most 20 labels")
          @Nullable List<@NotNull @PlainText(max = 40) String> labels,
      @Schema(description = "Username to transfer the chat to") @PlainText(max = 100)
          @Nullable String assignee,
      @Schema(description = "Name or id of the team to transfer the chat to") @PlainText(max = 100)
          @Nullable String team,
      @Schema(
              description = "How long the chat is snoozed, a year at most",
              type = "string",
              example = "PT4H")
          @Nullable Duration snoozeFor,
      @Schema(description = "Whether the conversation is resolved") @Nullable Boolean resolve) {

    private static final Duration LONGEST_SNOOZE = Duration.ofDays(365);

    public Acts {
      labels = labels == null ? null : List.copyOf(labels);
    }

    /// Throws a 400 for acts that do not go together.
    public void check() {
      refuseIf(
          Stream.of(savedReply, text, labels, assignee, team, snoozeFor, resolve)
              .allMatch(act -> act == null),
          "acts",
          "must not be empty");
      refuseIf(
          savedReply != null && text != null,
          "acts.text",
          "cannot be combined with \"savedReply\"");
      refuseIf(
          snoozeFor != null && resolves(), "acts.snoozeFor", "cannot be combined with \"resolve\"");
      // The chat is the assignee's then, so an agent's snooze or resolve would be refused.
      refuseIf(
          assignee != null && (snoozeFor != null || resolves()),
          "acts.assignee",
          "cannot be combined with \"snoozeFor\" or \"resolve\". Transfer the chat to a team instead.");
      refuseIf(
          snoozeFor != null
              && (snoozeFor.toSeconds() < 1 || snoozeFor.compareTo(LONGEST_SNOOZE) > 0),
          "acts.snoozeFor",
          "must be from a second to 365 days");
    }

    private static void refuseIf(boolean isInvalid, String field, String requirement) {
      if (isInvalid) {
        throw ProblemException.invalid(field, requirement);
      }
    }

    boolean replies() {
      return savedReply != null || text != null;
    }

    boolean transfers() {
      return assignee != null || team != null;
    }

    boolean resolves() {
      return Boolean.TRUE.equals(resolve);
    }
  }
}
