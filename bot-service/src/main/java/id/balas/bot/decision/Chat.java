package id.balas.bot.decision;

import id.balas.events.ChatKey;
import id.balas.events.ChatState;
import id.balas.events.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A chat between two inputs. `epoch` rises on a change of mode and on a message of one of us; `humanUntil` is the end
/// of the human window, null when none is open; `lastAway` is when it was last said here that nobody is; `version` counts its writes, 0 before the first.
public record Chat(
    ChatKey key,
    Mode mode,
    long epoch,
    @Nullable String assignee,
    @Nullable Instant humanUntil,
    @Nullable Instant lastAway,
    long version) {

  public static Chat unseen(ChatKey key) {
    return new Chat(key, Mode.BOT, 0, null, null, null, 0);
  }

  /// Also ends the human window. A mode that is there already leaves the epoch as it is.
  Chat switchedTo(Mode newMode, @Nullable String newAssignee, Instant now) {
    return new Chat(key, newMode, newMode == mode ? epoch : nextEpoch(now), newAssignee, null, lastAway, version);
  }

  /// One of us wrote: the bot is silent until then, and longer if it was so already.
  Chat heldByPersonUntil(Instant until, Instant now) {
    Instant latest = humanUntil != null && humanUntil.isAfter(until) ? humanUntil : until;
    return new Chat(key, mode, nextEpoch(now), assignee, latest, lastAway, version);
  }

  /// A message of one of us whose window is over already still tells the sender that a person spoke.
  Chat touchedByPerson(Instant now) {
    return new Chat(key, mode, nextEpoch(now), assignee, humanUntil, lastAway, version);
  }

  Chat withoutHumanWindow() {
    return new Chat(key, mode, epoch, assignee, null, lastAway, version);
  }

  Chat toldAway(Instant now) {
    return new Chat(key, mode, epoch, assignee, humanUntil, now, version);
  }

  public ChatState state(Instant at) {
    return new ChatState(key.channel(), key.chatId(), mode, epoch, assignee, at);
  }

  private long nextEpoch(Instant now) {
    return Math.max(epoch + 1, now.toEpochMilli());
  }
}
