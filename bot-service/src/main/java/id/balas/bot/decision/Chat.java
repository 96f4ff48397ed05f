package id.balas.bot.decision;

import id.balas.events.ChatKey;
import id.balas.events.ChatState;
import id.balas.events.Mode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A chat between two inputs. `epoch` rises on a change of mode and on a message of one of us;
/// `humanUntil` is the end of the human window, null when none is open; `lastAway` is when it was
/// last said here that nobody is; `asked` is what the AI has yet to answer at this epoch; `version`
/// counts its writes, 0 before the first.
public record Chat(
    ChatKey key,
    Mode mode,
    long epoch,
    @Nullable String assignee,
    @Nullable Instant humanUntil,
    @Nullable Instant lastAway,
    List<Asked> asked,
    long version) {

  /// A question that waits for the AI: it was asked in `causeId` and is too old at `expiresAt`.
  public record Asked(String requestId, String causeId, Instant askedAt, Instant expiresAt) {}

  public static Chat unseen(ChatKey key) {
    return new Chat(key, Mode.BOT, 0, null, null, null, List.of(), 0);
  }

  /// Also ends the human window. A mode that is there already leaves the epoch as it is.
  Chat switchedTo(Mode newMode, @Nullable String newAssignee, Instant now) {
    return newMode == mode
        ? new Chat(key, mode, epoch, newAssignee, null, lastAway, asked, version)
        : new Chat(key, newMode, nextEpoch(now), newAssignee, null, lastAway, List.of(), version);
  }

  /// One of us wrote: the bot is silent until then, and longer if it was so already. A window that
  /// is over already still tells the sender that a person spoke.
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

  Chat toldAway(Instant now) {
    return new Chat(key, mode, epoch, assignee, humanUntil, now, asked, version);
  }

  Chat asking(Asked question) {
    return withAsked(Stream.concat(asked.stream(), Stream.of(question)).toList());
  }

  Chat answered(Collection<Asked> questions) {
    return withAsked(asked.stream().filter(question -> !questions.contains(question)).toList());
  }

  /// Those of the requests that still wait.
  List<Asked> waiting(Collection<String> requestIds) {
    return asked.stream().filter(question -> requestIds.contains(question.requestId())).toList();
  }

  public ChatState state(Instant at) {
    return new ChatState(key.channel(), key.chatId(), mode, epoch, assignee, at);
  }

  private Chat withAsked(List<Asked> questions) {
    return new Chat(key, mode, epoch, assignee, humanUntil, lastAway, questions, version);
  }

  // Whatever the AI was asked before belongs to an older epoch: the callers drop it.
  private long nextEpoch(Instant now) {
    return Math.max(epoch + 1, now.toEpochMilli());
  }
}
