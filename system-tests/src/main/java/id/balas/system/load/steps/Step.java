package id.balas.system.load.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One step of a load run. `rate` is in messages/s, for the kinds that have one.
record Step(
    String name,
    Kind kind,
    int rate,
    int connections,
    int seconds,
    int messages,
    Set<Beside> beside) {

  private static final int OPEN_CONNECTIONS = 200;
  private static final int CLOSED_CONNECTIONS = 16;
  private static final int MOST_IN_CLOSED_LOOP = 4_000;
  private static final int LARGE_BURST = 12_000;
  private static final int SMALL_BURST = 3_000;
  private static final int BACKLOG = 200_000;

  enum Kind {
    /// Messages come at constant intervals, however long responses take.
    OPEN,
    /// Each connection sends its next message when the last one has its response.
    CLOSED,
    /// All messages are due at once, while other customers go on writing.
    BURST,
    /// All messages are on the topic before the bot can decide them.
    BACKLOG
  }

  enum Beside {
    /// The provider gathers up to 50 callbacks in a body.
    BATCHED_CALLBACKS,
    /// An agent reads chats and messages.
    DESK_READS
  }

  static Step open(int rate, int seconds) {
    return new Step(
        rate + "/s", Kind.OPEN, rate, OPEN_CONNECTIONS, seconds, rate * seconds, Set.of());
  }

  static Step closed(int seconds) {
    return new Step(
        "capacity",
        Kind.CLOSED,
        0,
        CLOSED_CONNECTIONS,
        seconds,
        seconds * MOST_IN_CLOSED_LOOP,
        Set.of());
  }

  private static Step burst(int messages) {
    return new Step("burst of " + messages, Kind.BURST, 0, OPEN_CONNECTIONS, 0, messages, Set.of());
  }

  private static Step backlog(int messages) {
    return new Step("backlog of " + messages, Kind.BACKLOG, 0, 0, 0, messages, Set.of());
  }

  private Step with(Beside added, String words) {
    return new Step(name + ", " + words, kind, rate, connections, seconds, messages, Set.of(added));
  }

  Step ofNaiveBot() {
    return new Step(name + ", naive bot", kind, rate, connections, seconds, messages, beside);
  }

  boolean has(Beside what) {
    return beside.contains(what);
  }

  /// Whether the naive bot runs this step, too.
  boolean isForNaiveBot() {
    return beside.isEmpty() && (kind == Kind.OPEN || kind == Kind.CLOSED);
  }

  /// The short form takes about 9 min, the whole one about an hour.
  static List<Step> plan(String form) {
    return switch (form) {
      case "short" -> {
        List<Step> steps = steps(15, 30, 100, 300);
        steps.add(burst(SMALL_BURST));
        yield steps;
      }
      case "whole" -> {
        List<Step> steps = steps(60, 10, 30, 100, 200, 300, 400, 600, 800, 1_000);
        steps.add(open(100, 60).with(Beside.DESK_READS, "desk reads"));
        steps.add(burst(LARGE_BURST));
        steps.add(backlog(BACKLOG));
        yield steps;
      }
      default ->
          throw new IllegalArgumentException(
              "load.form is \"%s\": set it to short or whole.".formatted(form));
    };
  }

  private static List<Step> steps(int seconds, int... rates) {
    List<Step> steps = new ArrayList<>();
    for (int rate : rates) {
      steps.add(open(rate, seconds));
    }
    steps.add(closed(seconds));
    steps.add(closed(seconds).with(Beside.BATCHED_CALLBACKS, "batched callbacks"));
    return steps;
  }
}
