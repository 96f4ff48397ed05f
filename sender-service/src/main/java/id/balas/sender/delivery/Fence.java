package id.balas.sender.delivery;

import id.balas.events.ChatKey;
import id.balas.events.OutboundMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Keeps automatic messages back when a person has taken over since: no such message starts once a
/// newer epoch of its chat is known, nor while it is not known whether there is one.
@Component
class Fence {

  private static final Duration STALE_AFTER = Duration.ofSeconds(1);

  enum Verdict {
    FREE,
    OVERTAKEN,
    NOT_KNOWN
  }

  private record Known(long epoch, Instant at) {}

  private final Map<ChatKey, Known> epochs = new ConcurrentHashMap<>();
  private final SenderProperties settings;
  private final Clock clock;
  private volatile Instant caughtUpAt = Instant.MIN;

  Fence(SenderProperties settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  Verdict verdict(OutboundMessage message) {
    if (!message.author().isAutomatic() || !settings.fence()) {
      return Verdict.FREE;
    }
    if (!isCaughtUp()) {
      return Verdict.NOT_KNOWN;
    }
    Known known = epochs.get(message.chat());
    return known != null && known.epoch() > message.epoch() ? Verdict.OVERTAKEN : Verdict.FREE;
  }

  /// Of a chat's state or of a message of it; applied only upwards.
  void seen(ChatKey chat, long epoch, Instant at) {
    var _ =
        epochs.merge(
            chat, new Known(epoch, at), (known, now) -> now.epoch() > known.epoch() ? now : known);
  }

  /// At this time all states were read that there were.
  void caughtUp(Instant at) {
    caughtUpAt = at;
  }

  boolean isCaughtUp() {
    return !caughtUpAt.isBefore(clock.instant().minus(STALE_AFTER));
  }

  /// Messages of that age are sent no more, so nothing is left to be fenced.
  void forgetBefore(Instant time) {
    epochs.values().removeIf(known -> known.at().isBefore(time));
  }

  int chats() {
    return epochs.size();
  }
}
