package id.balas.system.load.steps;

import id.balas.system.load.figures.Latency;
import java.util.Arrays;

/// When each message of a step reached each stage, in microseconds since the epoch; 0 until then.
final class MessageTimes {

  final long[] due;
  final long[] taken;
  final long[] decided;
  final long[] sent;
  final long[] shown;

  MessageTimes(int messages) {
    due = new long[messages];
    taken = new long[messages];
    decided = new long[messages];
    sent = new long[messages];
    shown = new long[messages];
  }

  /// The latencies of a stage.
  Latency since(long[] stage) {
    return since(stage, 1, Long.MAX_VALUE);
  }

  /// The latencies of a stage, of the messages that were due in this time.
  Latency since(long[] stage, long from, long to) {
    long[] micros = new long[stage.length];
    Arrays.setAll(
        micros,
        i ->
            due[i] == 0 || due[i] < from || due[i] >= to || stage[i] == 0
                ? -1
                : Math.max(0, stage[i] - due[i]));
    return Latency.of(micros);
  }

  /// From the first message that was due to the last one that reached the stage.
  double seconds(long[] stage) {
    long first = Arrays.stream(due).filter(time -> time > 0).min().orElse(0);
    return Math.max(1, Arrays.stream(stage).max().orElse(0) - first) / 1e6;
  }
}
