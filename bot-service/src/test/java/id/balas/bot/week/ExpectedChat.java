package id.balas.bot.week;

import id.balas.bot.week.World.Crew;
import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.PeopleCommand.EndConversation;
import id.balas.events.PeopleCommand.PersonGone;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.PeopleCommand.Snooze;
import id.balas.events.PeopleCommand.Target;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.PeopleCommand.Wake;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a chat needs, from what was said, sent and done, never from the state that the bot keeps. A
/// chat needs a person exactly if none acted after one of these: a message without an accepted
/// answer of its own; a failed answer; a pass; a snooze that ran out.
final class ExpectedChat {

  private static final Duration REOPEN = Duration.ofHours(24);
  private static final Duration RATING_WITHIN = Duration.ofHours(24);

  /// What an input led to, as the customer and the caller see it.
  record Evidence(
      boolean isDone, boolean isHandedOff, boolean asksAi, List<OutboundMessage> sent) {}

  /// One conversation. `resolvedBy` is null if it ended for want of messages. The customer's first
  /// message after the question, before `ratingUntil`, may be the rating, unless one of us has
  /// written or taken the chat before. `stars` is 0 without one.
  static final class Matter {

    final Instant openedAt;
    @Nullable Instant resolvedAt;
    @Nullable String resolvedBy;
    @Nullable Instant ratingUntil;
    int stars;

    Matter(Instant openedAt) {
      this.openedAt = openedAt;
    }

    boolean isOpen() {
      return resolvedAt == null;
    }

    private boolean awaitsRating(Instant at) {
      return stars == 0
          && resolvedAt != null
          && ratingUntil != null
          && !at.isBefore(resolvedAt)
          && at.isBefore(ratingUntil);
    }

    private void closeQuestion(Instant at) {
      if (ratingUntil != null && at.isBefore(ratingUntil)) {
        ratingUntil = at;
      }
    }

    private boolean isOver(Instant at) {
      return resolvedAt != null && (resolvedBy == null || at.isAfter(resolvedAt.plus(REOPEN)));
    }
  }

  final ChatKey key;
  final List<Matter> matters = new ArrayList<>();
  @Nullable String assignee;
  @Nullable String team;
  @Nullable Instant snoozedUntil;
  Instant lastMessageAt = Instant.MIN;
  private final List<Instant> needs = new ArrayList<>();
  private final Map<String, Instant> askedAi = new LinkedHashMap<>();
  private boolean isWithAgent;
  private Instant lastPerson = Instant.MIN;
  private Instant latest = Instant.MIN;
  private String latestId = "";

  ExpectedChat(ChatKey key) {
    this.key = key;
  }

  boolean needsPerson() {
    return !needs.isEmpty();
  }

  Instant since() {
    return needs.stream().min(Instant::compareTo).orElseThrow();
  }

  /// When the bot should have ended a snooze or the wait for the AI, or null.
  @Nullable Instant overdue(Duration answerWithin) {
    Instant asked =
        askedAi.values().stream()
            .min(Instant::compareTo)
            .map(since -> since.plus(answerWithin))
            .orElse(null);
    return asked == null || (snoozedUntil != null && snoozedUntil.isBefore(asked))
        ? snoozedUntil
        : asked;
  }

  /// When one of us last wrote.
  Instant lastPerson() {
    return lastPerson;
  }

  /// Whether it counts as a chat of its assignee.
  boolean isLoad() {
    return assignee != null && isWithAgent && snoozedUntil == null;
  }

  void decided(ChatInput input, Evidence evidence, Map<String, String> askedBy, Instant now) {
    switch (input) {
      case InboundMessage message when message.author() == From.PHONE -> personWrote(message);
      case InboundMessage message -> customerWrote(message, evidence);
      case DeliveryFailed failed -> failed(failed, now);
      case AiAnswered answered when !evidence.sent().isEmpty() ->
          answered.requestIds().forEach(id -> askedAi.remove(askedBy.get(id)));
      case AiFailed failed when evidence.isHandedOff() -> aiFailed(failed, askedBy);
      case Reply reply when evidence.isDone() -> reply(reply, now);
      case Resolve resolve when evidence.isDone() ->
          close(resolve.issuedBy().name(), !evidence.sent().isEmpty(), now);
      case EndConversation _ when evidence.isDone() -> close(null, false, now);
      case Unassign _ when evidence.isDone() -> release();
      case Assign assign when evidence.isDone() -> {
        dropAsked();
        assignee = assign.assignee();
        isWithAgent = true;
        closeQuestion(now);
      }
      case Transfer transfer when evidence.isDone() -> pass(input, transfer.team(), now);
      case PersonGone _ when evidence.isDone() -> pass(input, team, now);
      case Snooze snooze when evidence.isDone() -> snoozedUntil = snooze.until();
      case Wake _ when evidence.isDone() -> wake(input.causeId(), now);
      default -> {}
    }
    reopenIfNeeded(input, now);
  }

  private void customerWrote(InboundMessage message, Evidence evidence) {
    if (message.content() instanceof Content.Media media
        && media.kind() == Content.Media.Kind.STICKER) {
      return;
    }
    Instant at = message.sentAt();
    if (rates(message)) {
      return;
    }
    if (evidence.isHandedOff()) {
      dropAsked();
      isWithAgent = true;
    }
    boolean isAnswered = evidence.sent().stream().anyMatch(sent -> sent.answersSince() != null);
    if (evidence.asksAi()) {
      askedAi.put(message.id(), at);
    } else if (!isAnswered) {
      need(at, at, message.id());
    }
    if (!needs.isEmpty()) {
      latestId = message.id();
      latest = later(latest, at);
    }
    endSnooze(message.id(), at);
    talk(at);
  }

  // A rating opens no conversation and needs no person.
  private boolean rates(InboundMessage message) {
    Matter matter = matter();
    Instant at = message.sentAt();
    int stars = Customers.starsOf(message.content());
    if (matter == null || stars == 0 || !matter.awaitsRating(at)) {
      return false;
    }
    matter.stars = stars;
    matter.closeQuestion(at);
    return true;
  }

  // A message from before the end leaves the question open.
  private void closeQuestion(Instant at) {
    Matter matter = matter();
    if (matter != null && (matter.resolvedAt == null || !at.isBefore(matter.resolvedAt))) {
      matter.closeQuestion(at);
    }
  }

  private void need(Instant since, Instant at, String id) {
    latest = needs.isEmpty() ? at : later(latest, at);
    needs.add(since);
    latestId = id;
  }

  // A snooze that ends while no person is needed: the chat is due.
  private void endSnooze(String id, Instant due) {
    if (snoozedUntil != null && needs.isEmpty()) {
      need(due, due, id);
    }
    snoozedUntil = null;
  }

  private void wake(String id, Instant now) {
    Instant until = snoozedUntil;
    endSnooze(id, until != null && until.isBefore(now) ? until : now);
  }

  private void failed(DeliveryFailed failed, Instant now) {
    boolean isCovered = failed.author().isAutomatic() && failed.createdAt().isBefore(lastPerson);
    if (failed.author().kind() == Author.Kind.NOTICE || isCovered) {
      return;
    }
    Instant since = failed.answersSince() == null ? failed.createdAt() : failed.answersSince();
    need(since, failed.createdAt(), failed.causeId());
    wake(failed.causeId(), now);
  }

  private void aiFailed(AiFailed failed, Map<String, String> askedBy) {
    snoozedUntil = null;
    if (failed.isHandOff()) {
      dropAsked();
      isWithAgent = true;
      return;
    }
    Map<String, Instant> theirs = new LinkedHashMap<>();
    for (String id : failed.requestIds()) {
      String cause = askedBy.get(id);
      Instant since = cause == null ? null : askedAi.remove(cause);
      if (cause != null && since != null) {
        theirs.put(cause, since);
      }
    }
    owe(theirs);
  }

  // The AI answers these questions no more, because a person has the chat now.
  private void dropAsked() {
    owe(askedAi);
    askedAi.clear();
  }

  private void owe(Map<String, Instant> questions) {
    String known = needs.isEmpty() ? null : latestId;
    questions.forEach((id, since) -> need(since, since, id));
    latestId = known == null ? latestId : known;
  }

  // A message from the phone that is older than what the chat waits for settles nothing.
  private void personWrote(InboundMessage message) {
    Instant at = message.sentAt();
    lastPerson = later(lastPerson, at);
    if (!needs.isEmpty() && !at.isBefore(latest)) {
      needs.clear();
    }
    askedAi.values().removeIf(since -> !at.isBefore(since));
    dropAsked();
    talk(at);
  }

  private void reply(Reply reply, Instant now) {
    Instant at = reply.issuedAt().isAfter(now) ? now : reply.issuedAt();
    lastPerson = later(lastPerson, at);
    String newest =
        !needs.isEmpty()
            ? latestId
            : askedAi.isEmpty() ? null : List.copyOf(askedAi.keySet()).getLast();
    if (newest != null && reply.seen() != null && !reply.seen().equals(newest)) {
      dropAsked();
    } else {
      needs.clear();
      askedAi.clear();
    }
    talk(at);
  }

  private void pass(ChatInput input, @Nullable String newTeam, Instant now) {
    dropAsked();
    need(now, now, input.causeId());
    wake(input.causeId(), now);
    assignee = null;
    team = newTeam;
    isWithAgent = true;
  }

  private void close(@Nullable String by, boolean asksRating, Instant now) {
    release();
    Matter matter = matter();
    if (matter != null && matter.isOpen()) {
      matter.resolvedAt = now;
      matter.resolvedBy = by;
      matter.ratingUntil = asksRating ? now.plus(RATING_WITHIN) : matter.ratingUntil;
    }
  }

  private void release() {
    needs.clear();
    snoozedUntil = null;
    assignee = null;
    team = null;
    isWithAgent = false;
  }

  private void talk(Instant at) {
    lastMessageAt = later(lastMessageAt, at);
    Matter matter = matter();
    if (matter == null || matter.isOver(at)) {
      matters.add(new Matter(at));
    }
    closeQuestion(at);
  }

  private void reopenIfNeeded(ChatInput input, Instant now) {
    Matter matter = matter();
    if (needs.isEmpty() || (matter != null && matter.isOpen())) {
      return;
    }
    Instant at = input.occurredAt().isAfter(now) ? now : input.occurredAt();
    if (matter == null) {
      matters.add(new Matter(at));
    } else {
      matter.closeQuestion(at);
      matter.resolvedAt = null;
      matter.resolvedBy = null;
    }
  }

  @Nullable Matter matter() {
    return matters.isEmpty() ? null : matters.getLast();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// Which targets the chat can miss now, and since when each runs.
  Map<Target, Instant> running(Crew crew) {
    Map<Target, Instant> running = new LinkedHashMap<>();
    Matter matter = matter();
    if (snoozedUntil != null || matter == null) {
      return running;
    }
    boolean hasAnswer = !lastPerson.isBefore(matter.openedAt);
    Target answer = hasAnswer ? Target.NEXT_ANSWER : Target.FIRST_ANSWER;
    if (!needs.isEmpty() && (hasAnswer ? crew.nextAnswer() : crew.firstAnswer()) != null) {
      running.put(answer, since());
    }
    if (crew.resolution() != null
        && matter.isOpen()
        && (!needs.isEmpty() || assignee != null || isWithAgent)) {
      running.put(Target.RESOLUTION, matter.openedAt);
    }
    return running;
  }

  @Override
  public String toString() {
    return key + " needs " + needs + ", asked " + askedAi + ", snoozed until " + snoozedUntil;
  }
}
