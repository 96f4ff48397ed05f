package id.balas.bot.history.queries;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.balas.bot.history.model.MessageAct;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.model.MessageUpdates;
import id.balas.events.value.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message with its updates. Fields that do not apply are null. The parts are one flat JSON
/// object. `acts` is what our side did with it, by the outbound id: a reaction, edit or deletion,
/// with its end.
public record MessageDetails(
    String id,
    @Nullable String providerId,
    @JsonUnwrapped Origin origin,
    @JsonUnwrapped Body body,
    @JsonUnwrapped Times times,
    @JsonUnwrapped Delivery delivery,
    @JsonRawValue @Schema(implementation = Reactions.class) @Nullable String reactions,
    @JsonRawValue @Schema(implementation = Votes.class) @Nullable String votes,
    @JsonRawValue @Schema(implementation = Acts.class) @Nullable String acts) {

  /// By sender; a withdrawn one has an empty emoji.
  interface Reactions extends Map<String, MessageUpdates.Reaction> {}

  /// By sender; a withdrawn one has no options.
  interface Votes extends Map<String, MessageUpdates.Vote> {}

  /// By outbound id.
  interface Acts extends Map<String, MessageAct> {}

  /// Who wrote it; for automatic messages on which basis and in answer to what.
  public record Origin(
      @Schema(implementation = MessageAuthor.class) String author,
      @Nullable String authorUser,
      @Nullable String authorName,
      @Nullable String basis,
      @Nullable String causeId) {}

  /// `text` is the content as plain text. `content` has the wire format, with its type in `@type`.
  /// `original` is the first version of an edited message.
  public record Body(
      String text,
      @JsonRawValue @Schema(implementation = Content.class) @Nullable String content,
      @JsonRawValue @Schema(implementation = Content.class) @Nullable String original,
      @Nullable String quotedId) {}

  public record Times(
      Instant sentAt,
      @Nullable Instant receivedAt,
      boolean backfilled,
      @Nullable Instant editedAt,
      @Nullable Instant deletedAt) {}

  public record Delivery(
      @Nullable String status, @Nullable Instant statusAt, @Nullable String statusReason) {}

  /// `next` is the cursor of the page with older messages, null on the last one. `previous` is the
  /// cursor of the page with newer messages, which may be empty.
  @Schema(name = "MessagePage")
  public record Page(
      List<MessageDetails> messages, @Nullable String next, @Nullable String previous) {}
}
