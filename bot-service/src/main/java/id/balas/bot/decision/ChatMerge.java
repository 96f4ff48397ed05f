package id.balas.bot.decision;

import id.balas.events.HandOver;
import id.balas.events.HandOver.HandedOverChat;
import id.balas.events.value.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Merges the chat of a hidden number into the phone's chat: AGENT before PAUSE before BOT, the
/// person with the later epoch, the later human window.
final class ChatMerge {

  private ChatMerge() {}

  /// The epoch rises above both if mode, person or window change here.
  static Chat merge(Chat chat, HandOver handOver, Instant now) {
    HandedOverChat other = handOver.state();
    Mode mode = rank(other.mode()) > rank(chat.mode()) ? other.mode() : chat.mode();
    String assignee =
        chat.assignee() == null || (other.assignee() != null && other.epoch() > chat.epoch())
            ? other.assignee()
            : chat.assignee();
    Instant window = later(chat.humanUntil(), other.humanUntil());
    boolean changes =
        mode != chat.mode()
            || !Objects.equals(assignee, chat.assignee())
            || !Objects.equals(window, chat.humanUntil());
    long epoch = Math.max(chat.nextEpoch(now), other.epoch() + 1);
    Identity.Sent last =
        other.lastOutboundId() == null
            ? null
            : new Identity.Sent(other.lastOutboundId(), handOver.at());
    boolean wroteOnlyThere = chat.version() == 0 && last != null;
    Identity linked = chat.identity().withAlias(handOver.lid(), last);
    return (changes ? chat.with(mode, epoch, assignee, window, List.of()) : chat)
        .withAwaySent(later(chat.lastAway(), other.lastAway()))
        .with(wroteOnlyThere ? linked.withAddress(handOver.lid()) : linked);
  }

  private static int rank(Mode mode) {
    return switch (mode) {
      case BOT -> 0;
      case PAUSE -> 1;
      case AGENT -> 2;
    };
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
