package id.balas.bot.people;

import id.balas.events.OutboundMessage;
import id.balas.events.PeopleCommand.LoopSeen;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts the automatic messages of each chat, to stop two programs that answer each other without
/// end. The counts are in memory: after a restart, a loop is found one window later.
public final class LoopWatch {

  private static final int MOST_CHATS = 100_000;

  private final int limit;
  private final Duration window;
  private final Map<ChatKey, Deque<Instant>> sent =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChatKey, Deque<Instant>> eldest) {
          return size() > MOST_CHATS;
        }
      };

  /// More than `limit` automatic messages within `window` are a loop. A limit of 0 finds none.
  public LoopWatch(int limit, Duration window) {
    this.limit = limit;
    this.window = window;
  }

  /// Returns the command that stops the loop, if this message makes it one.
  public synchronized Optional<LoopSeen> sent(OutboundMessage message) {
    Author author = message.author();
    if (limit == 0 || !(author.isAutomatic() || author.kind() == Author.Kind.NOTICE)) {
      return Optional.empty();
    }
    Instant now = message.createdAt();
    Deque<Instant> times = sent.computeIfAbsent(message.chat(), _ -> new ArrayDeque<>());
    times.addLast(now);
    while (times.getFirst().isBefore(now.minus(window))) {
      times.removeFirst();
    }
    if (times.size() <= limit) {
      return Optional.empty();
    }
    sent.remove(message.chat());
    return Optional.of(
        new LoopSeen(
            "loop-" + message.id(),
            message.channel(),
            message.chatId(),
            Issuer.system("clock"),
            now,
            now.plus(window)));
  }
}
