package id.balas.bot.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.balas.bot.decision.people.ConversationStatus;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.search.ExcerptPart;
import id.balas.events.value.Conversation;
import id.balas.events.value.Mode;
import id.balas.events.value.Priority;
import id.balas.events.value.Rating;
import id.balas.events.value.Waiting;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chat in the chat list. `unread` is counted up to 100. `humanUntil` is the end of the human
/// window. `hit` is null unless a message was found by `q`.
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
    @JsonUnwrapped ForPeople people,
    @JsonUnwrapped Last last,
    @Nullable Hit hit) {

  ChatDetails withUnread(int count) {
    return new ChatDetails(
        id, channel, chatId, name, mode, assignee, humanUntil, count, labels, people, last, hit);
  }

  /// Whether the chat waits for a person, its conversation, and what the customer does not get.
  public record ForPeople(
      @Nullable String team,
      Priority priority,
      @Nullable WaitingDetails waiting,
      @Nullable Instant snoozedUntil,
      @Nullable ConversationDetails conversation,
      boolean blocked,
      boolean optedOut) {

    /// `since` is the time by which the queue is sorted.
    static ForPeople of(
        Handling handling,
        @Nullable String team,
        @Nullable Instant since,
        @Nullable Instant dueAt) {
      Waiting waiting = handling.waiting();
      return new ForPeople(
          team,
          handling.priority(),
          waiting == null || since == null ? null : WaitingDetails.of(waiting, since, dueAt),
          handling.snoozedUntil(),
          ConversationDetails.of(handling),
          handling.hasBlock(),
          handling.hasOptOut());
    }
  }

  /// Why the chat waits and since when. `reason` is the first of `reasons`. Actions take `latestId`
  /// as `seen`. At `dueAt` the target of the team is missed; null without a target.
  @Schema(name = "Waiting")
  public record WaitingDetails(
      Waiting.Reason reason,
      List<Waiting.Reason> reasons,
      Instant since,
      String latestId,
      @Nullable Instant dueAt) {

    static WaitingDetails of(Waiting waiting, Instant since, @Nullable Instant dueAt) {
      return new WaitingDetails(
          waiting.reason(), waiting.reasons(), since, waiting.latestId(), dueAt);
    }
  }

  /// The conversation, or the last one. `resolvedBy` is null if it ended for want of messages.
  @Schema(name = "Conversation")
  public record ConversationDetails(
      String id,
      ConversationStatus status,
      Instant openedAt,
      @Nullable Instant resolvedAt,
      @Nullable String resolvedBy,
      @Nullable Rating rating) {

    static @Nullable ConversationDetails of(Handling handling) {
      Conversation known = handling.conversation();
      return known == null
          ? null
          : new ConversationDetails(
              known.id(),
              ConversationStatus.of(known, handling.snoozedUntil()),
              known.openedAt(),
              known.resolvedAt(),
              known.resolvedBy(),
              known.rating());
    }
  }

  /// The last message, and the customer's last one. The list is in the order of `listedAt`: the
  /// time of the last message, or when one that was missing was found. `lastKind` is null if the
  /// message is not stored any more.
  public record Last(
      Instant lastAt,
      @Nullable String lastText,
      @Schema(
              description =
                  "TEXT, LOCATION, CONTACT, CHOICE, the kind of a file such as IMAGE, or another such as POLL",
              example = "TEXT")
          @Nullable String lastKind,
      String lastAuthor,
      @Nullable String lastCustomerText,
      @Nullable Instant lastInboundAt,
      Instant listedAt) {

    /// The former name of `lastText`.
    @JsonProperty("lastWords")
    @Schema(deprecated = true, description = "Use `lastText`.")
    public @Nullable String lastWords() {
      return lastText;
    }
  }

  /// The latest message that matches the search. `messageId` is for `around` in the list of
  /// messages.
  @Schema(name = "SearchHit")
  public record Hit(String messageId, Instant sentAt, List<ExcerptPart> excerpt) {}

  /// `next` is the cursor of the next page, null on the last one.
  @Schema(name = "ChatPage")
  public record Page(List<ChatDetails> chats, @Nullable String next) {}
}
