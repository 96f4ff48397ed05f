package id.balas.bot.web;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;
import static id.balas.bot.web.WebConfiguration.LANGUAGE;

import id.balas.bot.history.queries.ChatDetails;
import id.balas.bot.history.queries.ChatQueries;
import id.balas.bot.history.queries.ChatSearch;
import id.balas.bot.history.queries.MessageDetails;
import id.balas.bot.history.queries.MessageQueries;
import id.balas.bot.history.queries.TimelineEntry;
import id.balas.bot.history.queries.TimelineQueries;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.history.readable.ReadableContents;
import id.balas.bot.search.SearchWords;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import id.balas.service.web.Cursor;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Returns chats, their messages and the reasons for decisions. Described in docs/desk-api.md.
@RestController
@RequestMapping("/chats")
@Tag(name = "Chats", description = "The chat list, messages and the reasons for decisions")
class ChatController {

  private static final Duration SEARCHED = Duration.ofDays(90);
  private static final int USUAL_LIMIT = 50;

  /// The filters of the chat list.
  record ListParameters(
      @Parameter(description = "Name of the channel", example = "default") @PlainText
          @Nullable String channel,
      @Parameter(description = "Who answers in the chat", example = "AGENT") @Nullable Mode mode,
      @Parameter(description = "Username of the assignee", example = "siti") @PlainText
          @Nullable String assignee,
      @Parameter(description = "Whether a customer message is unread", example = "true")
          @Nullable Boolean unread,
      @Parameter(
              description =
                  "True: only chats that wait for a person and are not snoozed, the longest wait first, those with late messages last",
              example = "true")
          @Nullable Boolean waiting,
      @Parameter(description = "Name of a label, in either case", example = "VIP") @PlainText
          @Nullable String label,
      @Parameter(
              description =
                  "A number in any spelling (six digits or more), the start of a word of the name, or whole words of messages and file names",
              example = "Ratna")
          @PlainText
          @Nullable String q,
      @Parameter(
              description = "Searches messages from then on, 90 days if omitted",
              example = "2026-11-01T00:00:00Z")
          @Nullable Instant since,
      @Parameter(description = "Searches messages before then", example = "2026-11-24T00:00:00Z")
          @Nullable Instant until,
      @Parameter(description = "`next` of the previous page", example = "MTc2Mzg4NDgwMDAwMDAwMCxh")
          @Nullable Cursor after,
      @Parameter(description = "Chats of a page, 50 if omitted", example = "50")
          @Range(min = 1, max = 200, message = "must be between 1 and 200")
          @Nullable Integer limit) {

    ChatSearch search(Instant now) {
      if (q != null && !SearchWords.isSearchable(q)) {
        throw ProblemException.invalid("q", "must have a letter or a digit.");
      }
      var search =
          new ChatSearch(
              stripped(channel),
              mode,
              stripped(assignee),
              unread,
              Boolean.TRUE.equals(waiting),
              stripped(label),
              stripped(q),
              since == null ? now.minus(SEARCHED) : since,
              until,
              after,
              limit == null ? USUAL_LIMIT : limit);
      if (!search.hasOwnCursor()) {
        throw ProblemException.invalid(
            "after", "is a cursor of another list. Pass the value of `next` of the previous page.");
      }
      return search;
    }

    private static @Nullable String stripped(@Nullable String text) {
      return text == null ? null : text.strip();
    }
  }

  record MessageParameters(
      @Parameter(
              description = "`next` of a page: older messages",
              example = "MTc2Mzg4NDgwMDAwMDAwMCxh")
          @Nullable Cursor before,
      @Parameter(
              description = "`previous` of a page: newer messages",
              example = "MTc2Mzg4NDgwMDAwMDAwMCxh")
          @Nullable Cursor after,
      @Parameter(
              description = "Id of a message, such as `hit.messageId`: the messages around it",
              example = "wamid-1")
          @PlainText
          @Nullable String around,
      @Parameter(description = "Messages of a page, 50 if omitted", example = "50")
          @Range(min = 1, max = 200, message = "must be between 1 and 200")
          @Nullable Integer limit) {

    int size() {
      return limit == null ? USUAL_LIMIT : limit;
    }

    int places() {
      return (before == null ? 0 : 1) + (after == null ? 0 : 1) + (around == null ? 0 : 1);
    }
  }

  record PageParameters(
      @Parameter(description = "`next` of the previous page", example = "MTc2Mzg4NDgwMDAwMDAwMCxh")
          @Nullable Cursor before,
      @Parameter(description = "Entries of a page, 50 if omitted", example = "50")
          @Range(min = 1, max = 200, message = "must be between 1 and 200")
          @Nullable Integer limit) {

    int size() {
      return limit == null ? USUAL_LIMIT : limit;
    }
  }

  private final ChatQueries chats;
  private final MessageQueries messages;
  private final TimelineQueries timeline;
  private final ReadableContents contents;
  private final Clock clock;

  ChatController(
      ChatQueries chats,
      MessageQueries messages,
      TimelineQueries timeline,
      ReadableContents contents,
      Clock clock) {
    this.chats = chats;
    this.messages = messages;
    this.timeline = timeline;
    this.contents = contents;
    this.clock = clock;
  }

  @Operation(summary = "List chats", description = "The chat with the latest message first.")
  @GetMapping
  ChatDetails.Page list(
      @ParameterObject @ModelAttribute @Valid ListParameters parameters,
      @Parameter(description = LANGUAGE, example = "en")
          @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String language) {
    return chats.list(parameters.search(clock.instant()), contents.accepted(language));
  }

  @Operation(summary = "Show a chat")
  @ApiResponse(responseCode = "404", description = "The chat has no messages")
  @GetMapping("/{id}")
  ChatDetails one(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @Parameter(description = LANGUAGE, example = "en")
          @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String language) {
    return chats
        .find(id, contents.accepted(language))
        .orElseThrow(() -> ProblemException.notFound("This chat has no messages yet."));
  }

  @Operation(
      summary = "List the messages of a chat",
      description = "Latest first. With `around`, half a page before and after a message.")
  @GetMapping("/{id}/messages")
  MessageDetails.Page messages(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @ParameterObject @ModelAttribute @Valid MessageParameters page,
      @Parameter(description = LANGUAGE, example = "en")
          @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String language) {
    if (page.places() > 1) {
      throw ProblemException.invalid("around", "\"before\" and \"after\" exclude each other.");
    }
    ReadableContent readable = contents.accepted(language);
    if (page.around() != null) {
      return messages
          .around(id, page.around(), page.size(), readable)
          .orElseThrow(() -> ProblemException.notFound("This chat has no such message."));
    }
    return page.after() == null
        ? messages.page(id, page.before(), page.size(), readable)
        : messages.newer(id, page.after(), page.size(), readable);
  }

  @Operation(
      summary = "Explain the messages of a chat",
      description =
          "Each message and command with its decision: outcome, rule and what it emitted. Latest first.")
  @GetMapping("/{id}/timeline")
  TimelineEntry.Page timeline(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @ParameterObject @ModelAttribute @Valid PageParameters page) {
    return timeline.page(id, page.before(), page.size());
  }
}
