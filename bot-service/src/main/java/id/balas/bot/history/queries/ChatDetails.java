package id.balas.bot.history.queries;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.balas.events.value.Mode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chat in the chat list. `unread` is counted up to 100. `humanUntil` is the end of the human
/// window.
public record ChatDetails(
    String id,
    String channel,
    String chatId,
    @Nullable String name,
    Mode mode,
    @Nullable String assignee,
    @Nullable Instant humanUntil,
    int unread,
    List<String> labels,
    @JsonUnwrapped Last last) {

  /// The last message, and the time of the customer's last one.
  public record Last(
      Instant lastAt,
      @Nullable String lastText,
      String lastAuthor,
      @Nullable Instant lastInboundAt) {

    /// The former name of `lastText`.
    @JsonProperty("lastWords")
    @Schema(deprecated = true, description = "Use `lastText`.")
    public @Nullable String lastWords() {
      return lastText;
    }
  }

  /// `next` is the cursor of the next page, null on the last one.
  @Schema(name = "ChatPage")
  public record Page(List<ChatDetails> chats, @Nullable String next) {}
}
