package id.balas.bot.scheduled;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import com.fasterxml.jackson.annotation.JsonRawValue;
import id.balas.bot.chat.store.Chats;
import id.balas.bot.chat.store.DecisionQueries;
import id.balas.bot.decision.Decided;
import id.balas.bot.history.ChangeNotifier;
import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.scheduled.ScheduledReplies.Listed;
import id.balas.bot.scheduled.ScheduledReplies.Waiting;
import id.balas.bot.web.Actions;
import id.balas.bot.web.Actions.Action;
import id.balas.bot.web.ChatCommands;
import id.balas.bot.web.ReplyRequest;
import id.balas.bot.web.Requester;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Replies that are sent later. Each is a reply at its time: the rules of a reply are applied then,
/// and the list shows a refusal.
@RestController
@Tag(name = "Scheduled replies", description = "Send a reply later; list and cancel such replies")
class ScheduledReplyController {

  private static final int MOST = 200;

  @Schema(
      example =
          "{\"at\":\"2026-11-24T01:00:00Z\",\"reply\":{\"text\":\"Good morning, your order is ready\"}}")
  record ScheduleRequest(
      @Schema(description = "When it is sent, in the future") @NotNull Instant at,
      @Schema(description = "As for POST /chats/{id}/messages") @NotNull @Valid
          ReplyRequest reply) {}

  /// `state`: WAITING, SENDING (its time has come), SENT, REFUSED, FAILED or CANCELLED.
  @Schema(name = "ScheduledReply")
  record Entry(
      @Schema(example = "5f0c2b9a-0b6e-3d52-8a6f-2c1d6f1f9a11") String id,
      @Schema(example = CHAT_EXAMPLE) String chat,
      @Schema(example = "siti") String author,
      @JsonRawValue @Schema(implementation = Content.class) @Nullable String content,
      @Nullable String quotedId,
      Instant at,
      Instant createdAt,
      @Schema(
              allowableValues = {"WAITING", "SENDING", "SENT", "REFUSED", "FAILED", "CANCELLED"},
              example = "WAITING")
          String state,
      @Schema(example = "this chat is assigned to budi") @Nullable String reason,
      @Schema(example = "default:later-5f0c2b9a") String commandId) {}

  @Schema(name = "ScheduledReplies")
  record Entries(List<Entry> scheduled) {}

  private final ScheduledReplies replies;
  private final ScheduledReplyProperties limits;
  private final Actions actions;
  private final DecisionQueries decisions;
  private final Chats chats;
  private final ChangeNotifier notifier;
  private final Clock clock;

  ScheduledReplyController(
      ScheduledReplies replies,
      ScheduledReplyProperties limits,
      Actions actions,
      DecisionQueries decisions,
      Chats chats,
      ChangeNotifier notifier,
      Clock clock) {
    this.replies = replies;
    this.limits = limits;
    this.actions = actions;
    this.decisions = decisions;
    this.chats = chats;
    this.notifier = notifier;
    this.clock = clock;
  }

  @Operation(
      summary = "Send a reply later",
      description =
          "At `at` it is decided like a reply: it is refused then if its author no longer has the chat. One reply per"
              + " Idempotency-Key.")
  @ApiResponse(responseCode = "201", description = "Stored")
  @ApiResponse(responseCode = "409", description = "Too many replies wait already")
  @PostMapping("/chats/{id}/scheduled")
  ResponseEntity<Entry> add(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid ScheduleRequest body) {
    Requester requester = Requester.of(token);
    String replyId = ChatCommands.uuid(requester.name(), key).toString();
    Instant now = clock.instant();
    // A repeated request gets the stored reply, also after its time.
    if (replies.find(replyId).isEmpty()) {
      limits.check(body.at(), now);
    }
    var reply =
        new ScheduledReply(
            replyId,
            id,
            requester.name(),
            requester.role(),
            body.reply().content(),
            body.reply().quotedId(),
            Objects.requireNonNullElseGet(body.reply().seen(), () -> chats.find(id).seen()),
            body.at().truncatedTo(ChronoUnit.MILLIS),
            now);
    actions.begin(new Action(requester.name(), key, "schedule", id, null, null), body);
    Waiting before = replies.add(reply, limits.mostPerAuthor(), limits.mostPerChat());
    Listed stored = replies.find(reply.id()).orElseThrow(() -> limits.tooMany(before));
    notifier.chatChanged(id);
    return ResponseEntity.status(HttpStatus.CREATED).body(entry(stored));
  }

  @Operation(
      summary = "List the scheduled replies of a chat",
      description = "The last one first, 200 at most, with those of the last 45 days.")
  @GetMapping("/chats/{id}/scheduled")
  Entries ofChat(@Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id) {
    return entries(replies.ofChat(id, MOST));
  }

  @Operation(
      summary = "List the caller's scheduled replies",
      description = "The last one first, 200 at most, with those of the last 45 days.")
  @GetMapping("/chats/scheduled")
  Entries own(@AuthenticationPrincipal Jwt token) {
    return entries(replies.ofAuthor(Requester.of(token).name(), MOST));
  }

  @Operation(
      summary = "Cancel a scheduled reply",
      description = "For its author and admins, until its time has come.")
  @ApiResponse(responseCode = "200", description = "Cancelled")
  @ApiResponse(responseCode = "404", description = "The chat has no such reply")
  @ApiResponse(responseCode = "409", description = "Its time has come, or it is another author's")
  @DeleteMapping("/chats/{id}/scheduled/{reply}")
  Entry cancel(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @Parameter(description = "`id` of the reply", example = "5f0c2b9a") @PathVariable
          String reply,
      @AuthenticationPrincipal Jwt token) {
    Requester requester = Requester.of(token);
    Listed found = find(id, reply);
    if (!requester.isAdmin() && !found.reply().author().equals(requester.name())) {
      throw ProblemException.conflict("Only its author or an admin can cancel it.");
    }
    boolean isCancelled = replies.cancel(reply, requester.name());
    Listed now = find(id, reply);
    if (!isCancelled && now.state() != ScheduledReply.State.CANCELLED) {
      throw ProblemException.conflict("Its time has come, so it is being sent.");
    }
    notifier.chatChanged(id);
    return entry(now);
  }

  private Listed find(ChatKey chat, String id) {
    return replies
        .find(id)
        .filter(found -> found.reply().chat().equals(chat))
        .orElseThrow(
            () -> ProblemException.notFound("This chat has no scheduled reply " + id + "."));
  }

  private Entry entry(Listed listed) {
    return entries(List.of(listed)).scheduled().getFirst();
  }

  private Entries entries(List<Listed> listed) {
    Map<String, List<String>> sent =
        listed.stream()
            .filter(it -> it.outcome() != null)
            .collect(
                Collectors.groupingBy(
                    it -> it.reply().chat().channel(),
                    Collectors.mapping(ScheduledReplyController::outboundId, Collectors.toList())));
    Map<String, String> failures = decisions.failures(sent);
    return new Entries(listed.stream().map(it -> entry(it, failures)).toList());
  }

  private static String outboundId(Listed listed) {
    ChatKey chat = listed.reply().chat();
    String decidedIn = listed.decidedIn() == null ? chat.chatId() : listed.decidedIn();
    return Decided.outboundId(new ChatKey(chat.channel(), decidedIn), listed.reply().commandId());
  }

  private static Entry entry(Listed listed, Map<String, String> failures) {
    ScheduledReply reply = listed.reply();
    String failure = failures.get(outboundId(listed));
    String state =
        switch (listed.state()) {
          case WAITING -> "WAITING";
          case CANCELLED -> "CANCELLED";
          case CLAIMED, PUBLISHED ->
              listed.outcome() == null
                  ? "SENDING"
                  : listed.outcome().equals("REFUSED")
                      ? "REFUSED"
                      : failure == null ? "SENT" : "FAILED";
        };
    return new Entry(
        reply.id(),
        ChatPath.write(reply.chat()),
        reply.author(),
        HistoryJson.write(reply.content()),
        reply.quotedId(),
        reply.sendAt(),
        reply.createdAt(),
        state,
        failure != null ? failure : listed.reason() != null ? listed.reason() : listed.rule(),
        reply.chat().channel() + ":" + reply.commandId());
  }
}
