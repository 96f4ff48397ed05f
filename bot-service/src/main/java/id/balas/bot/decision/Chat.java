package id.balas.bot.decision;

import id.balas.bot.decision.people.Handling;
import id.balas.bot.decision.people.Identity;
import id.balas.events.ChatChanged.ChangedChat;
import id.balas.events.ChatState;
import id.balas.events.InboundMessage;
import id.balas.events.OutboundMessage;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The state of a chat between two inputs. `epoch` rises when the mode changes or a person writes.
/// `humanUntil` is the end of the human window, null outside of one. `lastAway` is the time of the
/// last away reply, `asked` the AI requests that are pending in this epoch. `identity` names the
/// other ids of the customer, `handling` is how agents handle the chat. `version` counts writes for
/// optimistic locking; 0 means not stored yet.
public record Chat(
    ChatKey key,
    Mode mode,
    long epoch,
    @Nullable String assignee,
    @Nullable Instant humanUntil,
    @Nullable Instant lastAway,
    List<Asked> asked,
    Identity identity,
    Handling handling,
    long version) {

  private static final String HIDDEN = "@lid";
  private static final String NOTHING = "none";

  /// A pending AI request. `causeId` is the input that asked it, sent at `sentAt`; the answer is
  /// too late after `expiresAt`. `sentAt` is null in questions of older releases.
  public record Asked(
      String requestId,
      String causeId,
      Instant askedAt,
      Instant expiresAt,
      @Nullable Instant sentAt) {

    /// Since when the customer waits for the answer.
    Instant since() {
      return sentAt == null ? askedAt : sentAt;
    }

    /// Since when the customer waits for the first of these answers.
    static Instant first(List<Asked> questions) {
      return questions.stream().map(Asked::since).min(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /// A chat of a customer with one id.
  public static Chat withOneId(
      ChatKey key,
      Mode mode,
      long epoch,
      @Nullable String assignee,
      @Nullable Instant humanUntil,
      @Nullable Instant lastAway,
      List<Asked> asked,
      long version) {
    return new Chat(
        key,
        mode,
        epoch,
        assignee,
        humanUntil,
        lastAway,
        asked,
        Identity.NONE,
        Handling.NONE,
        version);
  }

  public static Chat unseen(ChatKey key) {
    return Chat.withOneId(key, Mode.BOT, 0, null, null, null, List.of(), 0);
  }

  /// Also ends the human window. The epoch rises only if the mode changes, or if an unattended chat
  /// gets an assignee.
  Chat switchedTo(Mode newMode, @Nullable String newAssignee, Instant now) {
    boolean isTaken = newAssignee != null && handling.unattendedSince() != null;
    return newMode == mode && !isTaken
        ? with(mode, epoch, newAssignee, null, asked)
        : with(newMode, nextEpoch(now), newAssignee, null, List.of());
  }

  /// Whether a person has the chat, so that the bot is silent.
  boolean isWithPerson() {
    return mode != Mode.BOT || humanUntil != null;
  }

  /// Opens or extends the human window after a person wrote. The epoch rises even if the window has
  /// already expired: the sender must still drop older bot answers.
  Chat heldByPersonUntil(Instant until, Instant now) {
    boolean longer = until.isAfter(now) && (humanUntil == null || until.isAfter(humanUntil));
    return with(mode, nextEpoch(now), assignee, longer ? until : humanUntil, List.of());
  }

  Chat withoutHumanWindow() {
    return with(mode, epoch, assignee, null, asked);
  }

  Chat withAwaySent(@Nullable Instant at) {
    return new Chat(key, mode, epoch, assignee, humanUntil, at, asked, identity, handling, version);
  }

  Chat asking(Asked question) {
    return withAsked(Stream.concat(asked.stream(), Stream.of(question)).toList());
  }

  Chat answered(Collection<Asked> questions) {
    return withAsked(asked.stream().filter(question -> !questions.contains(question)).toList());
  }

  /// Whether the chat waits for an input that the author of an action has not seen. `seen` is the
  /// latest input that they saw the chat wait for; null is not checked.
  boolean isUnseen(@Nullable String seen) {
    return seen != null && !seen.equals(seen()) && !seen().equals(NOTHING);
  }

  /// What an agent who looks at the chat now has seen: the latest input that it waits for. `none`
  /// is the id of no input.
  public String seen() {
    String asks = asked.isEmpty() ? NOTHING : asked.getLast().causeId();
    return handling.waiting() == null ? asks : handling.waiting().latestId();
  }

  /// The pending requests with these ids.
  public List<Asked> pending(Collection<String> requestIds) {
    return asked.stream().filter(question -> requestIds.contains(question.requestId())).toList();
  }

  public ChatState state(Instant at) {
    return new ChatState(
        key.channel(), key.chatId(), mode, epoch, assignee, at, identity.aliasOf());
  }

  /// The chat as agents see it.
  ChangedChat changed() {
    return new ChangedChat(
        mode,
        epoch,
        assignee,
        handling.team(),
        humanUntil,
        handling.waiting(),
        handling.snoozedUntil(),
        handling.quietUntil(),
        handling.lastHumanAt(),
        handling.unattendedSince(),
        handling.conversation(),
        identity.aliasOf());
  }

  /// The empty chat of a hidden number that `phone` has taken over.
  Chat handedOverTo(String phone) {
    return new Chat(
        key,
        Mode.BOT,
        epoch,
        null,
        null,
        null,
        List.of(),
        Identity.aliasOf(phone),
        Handling.NONE,
        version);
  }

  /// Records the id under which the customer wrote: replies go there.
  Chat writtenBy(InboundMessage message) {
    String id = message.chatId();
    String address = id.equals(key.chatId()) ? null : id;
    return Objects.equals(address, identity.address()) ? this : with(identity.withAddress(address));
  }

  /// Records the messages of a decision, as far as a later hand-over needs them.
  Chat sending(List<WireRecord> emits, Instant now) {
    Chat after = this;
    for (WireRecord record : emits) {
      if (record instanceof OutboundMessage message) {
        Identity known = after.identity;
        if (known.after() != null) {
          after = after.with(known.withoutAfter());
        } else if (key.chatId().endsWith(HIDDEN)) {
          after = after.with(known.withLastOutbound(new Identity.Sent(message.id(), now)));
        }
      }
    }
    return after;
  }

  Chat with(Identity newIdentity) {
    return new Chat(
        key, mode, epoch, assignee, humanUntil, lastAway, asked, newIdentity, handling, version);
  }

  public Chat with(Handling newHandling) {
    return newHandling.equals(handling)
        ? this
        : new Chat(
            key,
            mode,
            epoch,
            assignee,
            humanUntil,
            lastAway,
            asked,
            identity,
            newHandling,
            version);
  }

  private Chat withAsked(List<Asked> questions) {
    return with(mode, epoch, assignee, humanUntil, questions);
  }

  Chat with(
      Mode newMode,
      long newEpoch,
      @Nullable String newAssignee,
      @Nullable Instant newWindow,
      List<Asked> questions) {
    return new Chat(
        key,
        newMode,
        newEpoch,
        newAssignee,
        newWindow,
        lastAway,
        questions,
        identity,
        handling,
        version);
  }

  // The new epoch ends all pending AI requests, so callers clear `asked`.
  long nextEpoch(Instant now) {
    return Math.max(epoch + 1, now.toEpochMilli());
  }
}
