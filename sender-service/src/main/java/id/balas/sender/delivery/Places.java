package id.balas.sender.delivery;

import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A queue whose places may cease to hold without being looked for: they are passed over at the
/// head, and all let go as soon as they may be the half, so that never more is kept than some times
/// what holds.
final class Places<P> {

  private static final int LEAST = 64;

  private final Queue<P> queue;
  private final Predicate<P> holds;
  private int tidyAt = LEAST;

  Places(Queue<P> queue, Predicate<P> holds) {
    this.queue = queue;
    this.holds = holds;
  }

  void add(P place) {
    if (queue.size() >= tidyAt) {
      queue.removeIf(holds.negate());
      tidyAt = 2 * queue.size() + LEAST;
    }
    queue.add(place);
  }

  /// The first that holds, if any does.
  @Nullable P first() {
    while (!queue.isEmpty() && !holds.test(queue.element())) {
      queue.remove();
    }
    return queue.peek();
  }

  P removeFirst() {
    if (first() == null) {
      throw new NoSuchElementException("no place holds");
    }
    return queue.remove();
  }

  boolean isEmpty() {
    return first() == null;
  }

  int size() {
    return queue.size();
  }
}
