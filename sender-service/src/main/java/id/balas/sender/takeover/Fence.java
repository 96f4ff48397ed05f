package id.balas.sender.takeover;

import id.balas.events.OutboundMessage;
import id.balas.events.value.ChatKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Stops automatic messages after an agent has taken over a chat. None is sent after a newer epoch
/// of its chat is known, or while the epochs are not up to date.
public class Fence {

  private static final Duration STALE_AFTER = Duration.ofSeconds(1);

  public enum Verdict {
    FREE,
    OVERTAKEN,
    UNKNOWN
  }

  private record Known(long epoch, Instant at) {}

  private final Map<ChatKey, Known> epochs = new ConcurrentHashMap<>();
  private final boolean isOn;
  private final Clock clock;
  private volatile Instant caughtUpAt = Instant.MIN;

  public Fence(boolean isOn, Clock clock) {
    this.isOn = isOn;
    this.clock = clock;
  }

  public Verdict verdict(OutboundMessage message) {
    if (!message.author().isAutomatic() || !isOn) {
      return Verdict.FREE;
    }
    if (!isCaughtUp()) {
      return Verdict.UNKNOWN;
    }
    Known known = epochs.get(message.chat());
    return known != null && known.epoch() > message.epoch() ? Verdict.OVERTAKEN : Verdict.FREE;
  }

  /// Records the epoch of a chat state or message. Lower epochs are ignored.
  public void seen(ChatKey chat, long epoch, Instant at) {
    var _ =
        epochs.merge(
            chat, new Known(epoch, at), (known, now) -> now.epoch() > known.epoch() ? now : known);
  }

  /// Records that all chat states up to this time were read.
  public void caughtUp(Instant at) {
    caughtUpAt = at;
  }

  public boolean isCaughtUp() {
    return !caughtUpAt.isBefore(clock.instant().minus(STALE_AFTER));
  }

  /// Forgets epochs before `time`. Messages of that age are not sent any more.
  public void forgetBefore(Instant time) {
    epochs.values().removeIf(known -> known.at().isBefore(time));
  }

  public int chats() {
    return epochs.size();
  }
}
