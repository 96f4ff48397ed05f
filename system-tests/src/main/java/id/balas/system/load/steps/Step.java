package id.balas.system.load.steps;

import java.util.ArrayList;
import java.util.List;

/// One step of a load run. With a `rate` messages come at constant intervals, however long
/// responses take (open loop). With a rate of 0 each connection sends its next message when the
/// last one has its response (closed loop). With `batched`, the provider gathers up to 50 callbacks
/// in a body.
record Step(String name, int rate, int connections, int seconds, boolean batched) {

  private static final int OPEN_CONNECTIONS = 200;
  private static final int CLOSED_CONNECTIONS = 16;

  static Step open(int rate, int seconds) {
    return new Step(rate + "/s", rate, OPEN_CONNECTIONS, seconds, false);
  }

  static Step closed(int seconds) {
    return new Step("capacity", 0, CLOSED_CONNECTIONS, seconds, false);
  }

  Step withBatchedCallbacks() {
    return new Step(name + ", batched callbacks", rate, connections, seconds, true);
  }

  /// The short form takes about 5 min, the whole one up to 60 min.
  static List<Step> plan(String form) {
    return switch (form) {
      case "short" -> steps(15, 30, 100, 300);
      case "whole" -> steps(120, 10, 30, 100, 200, 300, 400, 600, 800, 1_000);
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
    steps.add(closed(seconds).withBatchedCallbacks());
    return steps;
  }
}
