package id.balas.bot.inbox.web;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;
import static id.balas.bot.web.WebConfiguration.LANGUAGE;

import id.balas.bot.chat.store.ChatAliases;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.history.queries.MessageDetails;
import id.balas.bot.history.queries.MessageQueries;
import id.balas.bot.history.queries.TimelineEntry;
import id.balas.bot.history.queries.TimelineQueries;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.history.readable.ReadableContents;
import id.balas.bot.inbox.ChatDetails;
import id.balas.bot.inbox.ChatQueries;
import id.balas.bot.inbox.ViewCounts;
import id.balas.bot.inbox.web.ChatListParameters.SearchParameters;
import id.balas.bot.web.Requester;
import id.balas.events.value.ChatKey;
import id.balas.service.web.Cursor;
import id.balas.service.web.InvalidValueException;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Returns chats, their messages and the reasons for decisions. Described in docs/desk-api.md.
@RestController
@RequestMapping("/chats")
@Tag(name = "Chats", description = "The chat list, messages and the reasons for decisions")
class ChatController {

  private static final int MOST_IDS = 200;

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
      return limit == null ? ChatListParameters.USUAL_LIMIT : limit;
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
      return limit == null ? ChatListParameters.USUAL_LIMIT : limit;
    }
  }

  private final ChatQueries chats;
  private final ViewCounts counts;
  private final ChatAliases aliases;
  private final MessageQueries messages;
  private final TimelineQueries timeline;
  private final ReadableContents contents;
  private final Clock clock;

  ChatController(
      ChatQueries chats,
      ViewCounts counts,
      ChatAliases aliases,
      MessageQueries messages,
      TimelineQueries timeline,
      ReadableContents contents,
      Clock clock) {
    this.chats = chats;
    this.counts = counts;
    this.aliases = aliases;
    this.messages = messages;
    this.timeline = timeline;
    this.contents = contents;
    this.clock = clock;
  }

  @Operation(
      summary = "List chats",
      description =
          "The chat with the latest message first; queues by the time of the wait, SNOOZED by the end of the snooze, RESOLVED"
              + " by the end of the conversation. A page may have fewer chats than `limit`: the last one has no `next`.")
  @GetMapping
  ChatDetails.Page list(
      @ParameterObject @ModelAttribute @Valid ChatListParameters filter,
      @ParameterObject @ModelAttribute @Valid SearchParameters page,
      @Parameter(
              description =
                  "Up to 200 chats by id, separated by commas; in this order, without filters",
              example = CHAT_EXAMPLE)
          @RequestParam(required = false)
          @Nullable String ids,
      @AuthenticationPrincipal Jwt token,
      @Parameter(description = LANGUAGE, example = "en")
          @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String language) {
    String caller = Requester.of(token).name();
    ReadableContent readable = contents.accepted(language);
    if (ids == null) {
      return chats.list(filter.search(page, caller, clock.instant()), readable);
    }
    if (!filter.isEmpty() || !page.isEmpty()) {
      throw ProblemException.invalid("ids", "cannot be combined with other parameters.");
    }
    return new ChatDetails.Page(chats.all(chosen(ids), caller, readable), null);
  }

  // Each chat once. The chat of a linked hidden number is that of the phone.
  private List<ChatKey> chosen(String ids) {
    Set<ChatKey> wanted = new LinkedHashSet<>();
    for (String id : ids.split(",", -1)) {
      wanted.add(chat(id.strip()));
    }
    if (wanted.size() > MOST_IDS) {
      throw ProblemException.invalid("ids", "must have at most " + MOST_IDS + " chats.");
    }
    Map<ChatKey, ChatKey> phones = aliases.phonesOf(wanted);
    return wanted.stream().map(it -> phones.getOrDefault(it, it)).distinct().toList();
  }

  private static ChatKey chat(String id) {
    try {
      return ChatPath.parse(id);
    } catch (InvalidValueException e) {
      throw ProblemException.invalid("ids", String.valueOf(e.getMessage()));
    }
  }

  @Operation(
      summary = "Count the chats of all views",
      description = "At one moment, for the caller. 1000 means 1,000 or more.")
  @GetMapping("/counts")
  ViewCounts.Counts counts(@AuthenticationPrincipal Jwt token) {
    return counts.of(Requester.of(token).name());
  }

  @Operation(summary = "Show a chat")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "The chat has no messages")
  @GetMapping("/{id}")
  ChatDetails one(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @AuthenticationPrincipal Jwt token,
      @Parameter(description = LANGUAGE, example = "en")
          @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String language) {
    return chats
        .find(id, Requester.of(token).name(), contents.accepted(language))
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
