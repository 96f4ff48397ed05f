package id.balas.sender.takeover;

import id.balas.events.OutboundMessage;
import id.balas.events.value.ChatKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Stops automatic messages after an agent has taken over a chat. None is sent after a newer epoch
/// of its chat is known, or while the epochs are not up to date.
public class Fence {

  private static final Duration STALE_AFTER = Duration.ofSeconds(1);

  /// `DELETED`: the author has deleted the message before it was sent.
  public enum Verdict {
    FREE,
    OVERTAKEN,
    DELETED,
    UNKNOWN
  }

  private record Link(ChatKey phone, Instant at) {}

  private final EpochTable epochs = new EpochTable();
  private final Map<ChatKey, Link> links = new ConcurrentHashMap<>();
  private final boolean isOn;
  private final Duration keep;
  private final Clock clock;
  private volatile Instant caughtUpAt = Instant.MIN;

  /// Messages older than `keep` are not sent, so epochs of that age are not needed.
  public Fence(boolean isOn, Duration keep, Clock clock) {
    this.isOn = isOn;
    this.keep = keep;
    this.clock = clock;
  }

  public Verdict verdict(OutboundMessage message) {
    if (!message.author().isAutomatic() || !isOn) {
      return Verdict.FREE;
    }
    if (!isCaughtUp()) {
      return Verdict.UNKNOWN;
    }
    return epochs.epoch(message.chat()) > message.epoch() || isOvertakenByPhone(message)
        ? Verdict.OVERTAKEN
        : Verdict.FREE;
  }

  // Epochs of two chats cannot be compared, but an epoch is at least the time of its change.
  private boolean isOvertakenByPhone(OutboundMessage message) {
    Link link = links.get(message.chat());
    return link != null && epochs.epoch(link.phone()) > message.createdAt().toEpochMilli();
  }

  /// Records that the chat of a hidden number is an alias of the phone's chat since `at`, or no
  /// longer if `phone` is null.
  public void linked(ChatKey lid, @Nullable ChatKey phone, Instant at) {
    if (phone == null) {
      links.remove(lid);
    } else if (!at.isBefore(oldest())) {
      links.put(lid, new Link(phone, at));
    }
  }

  /// Records the epoch of a chat state or message. Lower epochs are ignored.
  public void seen(ChatKey chat, long epoch, Instant at) {
    if (!at.isBefore(oldest())) {
      epochs.raise(chat, epoch, at);
    }
  }

  /// Epochs before this time are not needed.
  Instant oldest() {
    return clock.instant().minus(keep);
  }

  /// Records that all chat states up to this time were read.
  public void caughtUp(Instant at) {
    caughtUpAt = at;
  }

  public boolean isCaughtUp() {
    return !caughtUpAt.isBefore(clock.instant().minus(STALE_AFTER));
  }

  void forgetOld() {
    epochs.removeBefore(oldest());
    links.values().removeIf(link -> link.at().isBefore(oldest()));
  }

  public int chats() {
    return epochs.size();
  }
}
