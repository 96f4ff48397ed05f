package id.balas.bot.inbox.web;

import id.balas.bot.inbox.ChatSearch;
import id.balas.bot.inbox.ChatSearch.Words;
import id.balas.bot.inbox.View;
import id.balas.bot.search.SearchWords;
import id.balas.events.value.Mode;
import id.balas.service.web.Cursor;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/// The filters of the chat list. They combine.
record ChatListParameters(
    @Parameter(
            description =
                "WAITING, UNASSIGNED (waiting, without assignee) and TEAM (waiting, of the caller's teams) are queues, the"
                    + " longest wait first. MINE: assigned to the caller. OPEN, SNOOZED, RESOLVED: by conversation. BOT: the bot"
                    + " answers. GROUPS. ALL if omitted",
            example = "WAITING")
        @Nullable View view,
    @Parameter(description = "Name of the channel", example = "default") @PlainText
        @Nullable String channel,
    @Parameter(description = "Who answers in the chat", example = "AGENT") @Nullable Mode mode,
    @Parameter(description = "Username of the assignee", example = "siti") @PlainText
        @Nullable String assignee,
    @Parameter(
            description = "Whether a customer message is unread for the caller",
            example = "true")
        @Nullable Boolean unread,
    @Parameter(
            description =
                "True: only chats that wait for a person and are not snoozed, the longest wait first, those with late messages last",
            example = "true")
        @Nullable Boolean waiting,
    @Parameter(description = "Name of a label, in either case", example = "VIP") @PlainText
        @Nullable String label,
    @Parameter(description = "Name or id of a team", example = "Orders") @PlainText
        @Nullable String team) {

  /// Words to search for, and the page.
  record SearchParameters(
      @Parameter(
              description =
                  "A number in any spelling (six digits or more), the start of a word of the name, or whole words of messages and file names",
              example = "Ratna")
          @PlainText
          @Nullable String q,
      @Parameter(
              description =
                  "With `q`: searches messages from then on, 90 days if omitted. Without: chats whose last message is from then on",
              example = "2026-11-01T00:00:00Z")
          @Nullable Instant since,
      @Parameter(
              description =
                  "With `q`: searches messages before then. Without: chats whose last message is before",
              example = "2026-11-24T00:00:00Z")
          @Nullable Instant until,
      @Parameter(description = "`next` of the previous page", example = "MTc2Mzg4NDgwMDAwMDAwMCxh")
          @Nullable Cursor after,
      @Parameter(description = "Chats of a page, 50 if omitted", example = "50")
          @Range(min = 1, max = 200, message = "must be between 1 and 200")
          @Nullable Integer limit) {

    boolean isEmpty() {
      return equals(new SearchParameters(null, null, null, null, null));
    }

    private @Nullable Words words(Instant now) {
      if (q == null) {
        return null;
      }
      if (!SearchWords.isSearchable(q)) {
        throw ProblemException.invalid("q", "must have a letter or a digit.");
      }
      return new Words(q.strip(), since == null ? now.minus(SEARCHED) : since, until);
    }
  }

  static final int USUAL_LIMIT = 50;

  private static final Duration SEARCHED = Duration.ofDays(90);

  boolean isEmpty() {
    return equals(new ChatListParameters(null, null, null, null, null, null, null, null));
  }

  ChatSearch search(SearchParameters page, String caller, Instant now) {
    var search =
        new ChatSearch(
            caller,
            view,
            new ChatSearch.Filter(
                stripped(channel),
                mode,
                stripped(assignee),
                unread,
                Boolean.TRUE.equals(waiting),
                stripped(label),
                stripped(team),
                page.q() == null ? page.since() : null,
                page.q() == null ? page.until() : null),
            page.words(now),
            page.after(),
            page.limit() == null ? USUAL_LIMIT : page.limit());
    if (!search.hasOwnCursor()) {
      throw Cursor.ofAnotherList("after");
    }
    return search;
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null ? null : text.strip();
  }
}
