package id.balas.sender.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/// Simulated time in milliseconds: the pending events in their order. Only [#run] moves the clock.
final class Agenda implements InstantSource {

  private record Event(long at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>(256);
  private long now;
  private long order;

  void at(long time, Runnable what) {
    events.add(new Event(Math.max(now, time), order++, what));
  }

  void in(long delay, Runnable what) {
    at(now + delay, what);
  }

  long now() {
    return now;
  }

  /// Runs all events.
  void run(int mostEvents) {
    for (int i = 0; !events.isEmpty(); i++) {
      if (i > mostEvents) {
        throw new FlawException("no end after " + i + " events, at " + now + " ms");
      }
      Event event = events.remove();
      now = event.at();
      event.what().run();
    }
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }
}
