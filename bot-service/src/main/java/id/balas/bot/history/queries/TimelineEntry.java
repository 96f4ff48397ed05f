package id.balas.bot.history.queries;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message or command of a chat, with the decision about it. `kind` is `message` or `command`.
/// The parts are one flat JSON object.
public record TimelineEntry(
    Instant at,
    @Schema(allowableValues = {"message", "command"}) String kind,
    String id,
    @JsonUnwrapped Message message,
    @JsonUnwrapped Decision decision) {

  /// `text` has at most 200 characters. `causeId` is the input that an outbound message answers.
  @Schema(name = "TimelineMessage")
  public record Message(
      @Nullable String author,
      @Nullable String authorUser,
      @Nullable String text,
      @Nullable String basis,
      @Nullable String causeId,
      @Nullable String status,
      @Nullable String statusReason) {

    /// The former name of `text`.
    @JsonProperty("words")
    @Schema(deprecated = true, description = "Use `text`.")
    public @Nullable String words() {
      return text;
    }
  }

  /// `by` is the user or program who gave the command by REST. `emits` names the records that the
  /// decision led to.
  @Schema(name = "TimelineDecision")
  public record Decision(
      @Nullable String outcome,
      @Nullable String rule,
      @Nullable String by,
      @Nullable String endedBy,
      List<String> emits) {}

  /// `next` is the cursor of the next page, null on the last one.
  @Schema(name = "TimelinePage")
  public record Page(List<TimelineEntry> entries, @Nullable String next) {}
}
