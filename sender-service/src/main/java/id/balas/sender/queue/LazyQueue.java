package id.balas.sender.queue;

import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A queue whose tickets can become invalid while they are in it. Invalid ones are skipped at the
/// head, and purged when they may be half of the queue.
final class LazyQueue<T> {

  private static final int LEAST = 64;

  private final Queue<T> queue;
  private final Predicate<T> isValid;
  private int tidyAt = LEAST;

  LazyQueue(Queue<T> queue, Predicate<T> isValid) {
    this.queue = queue;
    this.isValid = isValid;
  }

  void add(T ticket) {
    if (queue.size() >= tidyAt) {
      queue.removeIf(isValid.negate());
      tidyAt = 2 * queue.size() + LEAST;
    }
    queue.add(ticket);
  }

  /// The first valid ticket, if any.
  @Nullable T first() {
    while (!queue.isEmpty() && !isValid.test(queue.element())) {
      queue.remove();
    }
    return queue.peek();
  }

  T removeFirst() {
    if (first() == null) {
      throw new NoSuchElementException("no valid ticket");
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
