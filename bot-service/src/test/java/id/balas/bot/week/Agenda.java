package id.balas.bot.week;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// What will happen, in the order of its times.
final class Agenda {

  private record Event(Instant at, long order, Runnable what) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
  private long order;

  void at(Instant time, Runnable what) {
    events.add(new Event(time, order++, what));
  }

  void runUntil(Instant now) {
    while (!events.isEmpty() && !events.peek().at().isAfter(now)) {
      events.remove().what().run();
    }
  }
}
