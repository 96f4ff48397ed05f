package id.balas.system.load.figures;

import java.util.Map;

/// One step of a load run. `taken` and `answered` are messages/s. `refused` counts responses other
/// than 200; after each the message was sent again. `residentMegabytes` is at the step's end, `lag`
/// that of the consumer groups in records when the last message was taken.
public record StepFigures(
    String name,
    int messages,
    double taken,
    double answered,
    int refused,
    int lost,
    int doubled,
    int reordered,
    Map<String, Latency> stages,
    Cost cost,
    Map<String, Long> residentMegabytes,
    Map<String, Long> lag) {

  /// For each message, with its callbacks and its history. `records` and `logBytes` are by topic.
  public record Cost(
      Map<String, Double> cpuMillis,
      double contextSwitches,
      Map<String, Double> records,
      Map<String, Double> logBytes,
      double transactions,
      double rows,
      double walBytes,
      double tableBytes) {

    /// Of what is judged: all but the fake and the generator.
    public double judgedCpuMillis() {
      return cpuMillis.entrySet().stream()
          .filter(process -> StackFigures.isJudged(process.getKey()))
          .mapToDouble(Map.Entry::getValue)
          .sum();
    }
  }
}
