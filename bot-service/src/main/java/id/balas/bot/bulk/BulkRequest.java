package id.balas.bot.bulk;

import id.balas.bot.inbox.ChatSearch;
import id.balas.bot.inbox.View;
import id.balas.bot.search.SearchWords;
import id.balas.events.value.Mode;
import id.balas.service.web.Cursor;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What to do, and in which chats: by id, or by a filter.
@Schema(
    example =
        "{\"action\":\"ASSIGN\",\"assignee\":\"siti\",\"chats\":[{\"id\":\"default:628111222333@s.whatsapp.net\"}]}")
record BulkRequest(
    @NotNull BulkAct.Kind action,
    @Schema(description = "For ASSIGN: a username, the caller if omitted") @PlainText(max = 100)
        @Nullable String assignee,
    @Schema(description = "For ASSIGN: the name or id of a team") @PlainText(max = 100)
        @Nullable String team,
    @Schema(description = "For SNOOZE", example = "2026-11-27T01:00:00Z") @Nullable Instant until,
    @Schema(description = "For LABEL: added to those of the chat")
        @Size(max = 20, message = "must have at most 20 labels")
        @Nullable List<@NotNull @PlainText(max = 40) String> labels,
    @Size(max = BulkRequest.MOST_CHATS, message = "must have at most 1000 chats")
        @Nullable List<@NotNull @Valid ChatChoice> chats,
    @Valid @Nullable Filter filter,
    @Schema(description = "True: count the chats only") @Nullable Boolean dryRun) {

  static final int MOST_CHATS = 1000;

  // As for a single chat.
  private static final Duration LONGEST_SNOOZE = Duration.ofDays(366);

  /// `seen` is the `latestId` that the page showed; what the chat waits for now if omitted.
  @Schema(example = "{\"id\":\"default:628111222333@s.whatsapp.net\",\"seen\":\"wamid-1\"}")
  record ChatChoice(
      @NotNull @PlainText(max = 200) String id, @PlainText(max = 200) @Nullable String seen) {}

  /// As the filters of the chat list.
  @Schema(example = "{\"assignee\":\"siti\",\"mode\":\"AGENT\"}")
  record Filter(
      @Nullable View view,
      @PlainText @Nullable String channel,
      @Nullable Mode mode,
      @PlainText @Nullable String assignee,
      @Nullable Boolean unread,
      @Schema(description = "True: only chats that wait for a person") @Nullable Boolean waiting,
      @PlainText @Nullable String label,
      @PlainText @Nullable String team,
      @PlainText @Nullable String q,
      @Nullable Instant since,
      @Nullable Instant until) {

    private static final Duration SEARCHED = Duration.ofDays(90);

    ChatSearch search(String caller, Instant now, @Nullable Cursor after, int limit) {
      if (q != null && !SearchWords.isSearchable(q)) {
        throw ProblemException.invalid("filter.q", "must have a letter or a digit.");
      }
      return new ChatSearch(
          caller,
          view,
          new ChatSearch.Filter(
              channel,
              mode,
              assignee,
              unread,
              Boolean.TRUE.equals(waiting),
              label,
              team,
              q == null ? since : null,
              q == null ? until : null),
          q == null
              ? null
              : new ChatSearch.Words(q, since == null ? now.minus(SEARCHED) : since, until),
          after,
          limit);
    }
  }

  boolean isDryRun() {
    return Boolean.TRUE.equals(dryRun);
  }

  /// Throws a 400 for a field that is missing, or does not go with the action.
  BulkAct act(Instant now) {
    boolean assigns = action == BulkAct.Kind.ASSIGN;
    refuseIf(!assigns && assignee != null, "assignee", "goes with ASSIGN only");
    refuseIf(!assigns && team != null, "team", "goes with ASSIGN only");
    refuseIf((action == BulkAct.Kind.SNOOZE) != (until != null), "until", "goes with SNOOZE only");
    refuseIf(
        until != null && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SNOOZE))),
        "until",
        "must be in the future, within a year");
    refuseIf((action == BulkAct.Kind.LABEL) != (labels != null), "labels", "goes with LABEL only");
    refuseIf((chats == null) == (filter == null), "chats", "or \"filter\" must be given, not both");
    return new BulkAct(
        action, assignee, team, until, Objects.requireNonNullElse(labels, List.of()));
  }

  private static void refuseIf(boolean isInvalid, String field, String requirement) {
    if (isInvalid) {
      throw ProblemException.invalid(field, requirement);
    }
  }
}
