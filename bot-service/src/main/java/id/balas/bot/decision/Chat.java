package id.balas.bot.decision;

import id.balas.events.ChatState;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The state of a chat between two inputs. `epoch` rises when the mode changes or a person writes.
/// `humanUntil` is the end of the human window, null outside of one. `lastAway` is the time of the
/// last away reply, `asked` the AI requests that are pending in this epoch. `version` counts writes
/// for optimistic locking; 0 means not stored yet.
public record Chat(
    ChatKey key,
    Mode mode,
    long epoch,
    @Nullable String assignee,
    @Nullable Instant humanUntil,
    @Nullable Instant lastAway,
    List<Asked> asked,
    long version) {

  /// A pending AI request. `causeId` is the input that asked it; the answer is too late after
  /// `expiresAt`.
  public record Asked(String requestId, String causeId, Instant askedAt, Instant expiresAt) {}

  public static Chat unseen(ChatKey key) {
    return new Chat(key, Mode.BOT, 0, null, null, null, List.of(), 0);
  }

  /// Also ends the human window. The epoch rises only if the mode changes.
  Chat switchedTo(Mode newMode, @Nullable String newAssignee, Instant now) {
    return newMode == mode
        ? new Chat(key, mode, epoch, newAssignee, null, lastAway, asked, version)
        : new Chat(key, newMode, nextEpoch(now), newAssignee, null, lastAway, List.of(), version);
  }

  /// Opens or extends the human window after a person wrote. The epoch rises even if the window has
  /// already expired: the sender must still drop older bot answers.
  Chat heldByPersonUntil(Instant until, Instant now) {
    boolean longer = until.isAfter(now) && (humanUntil == null || until.isAfter(humanUntil));
    return new Chat(
        key,
        mode,
        nextEpoch(now),
        assignee,
        longer ? until : humanUntil,
        lastAway,
        List.of(),
        version);
  }

  Chat withoutHumanWindow() {
    return new Chat(key, mode, epoch, assignee, null, lastAway, asked, version);
  }

  Chat withAwaySent(Instant now) {
    return new Chat(key, mode, epoch, assignee, humanUntil, now, asked, version);
  }

  Chat asking(Asked question) {
    return withAsked(Stream.concat(asked.stream(), Stream.of(question)).toList());
  }

  Chat answered(Collection<Asked> questions) {
    return withAsked(asked.stream().filter(question -> !questions.contains(question)).toList());
  }

  /// The pending requests with these ids.
  public List<Asked> pending(Collection<String> requestIds) {
    return asked.stream().filter(question -> requestIds.contains(question.requestId())).toList();
  }

  public ChatState state(Instant at) {
    return new ChatState(key.channel(), key.chatId(), mode, epoch, assignee, at);
  }

  private Chat withAsked(List<Asked> questions) {
    return new Chat(key, mode, epoch, assignee, humanUntil, lastAway, questions, version);
  }

  // The new epoch ends all pending AI requests, so callers clear `asked`.
  private long nextEpoch(Instant now) {
    return Math.max(epoch + 1, now.toEpochMilli());
  }
}
