package id.balas.system.load.figures;

import id.balas.system.load.Verdict;
import java.util.List;
import java.util.Map;

/// One step of a load run. `taken` and `answered` are messages/s. `residentMegabytes` is at the
/// step's end, `lag` that of the consumer groups in records when the last message was taken.
public record StepFigures(
    String name,
    int messages,
    double taken,
    double answered,
    Responses responses,
    Verdict verdict,
    Map<String, Latency> stages,
    Cost cost,
    Map<String, Long> residentMegabytes,
    Map<String, Long> lag) {

  /// For each message, with its callbacks and its history. `records` and `logBytes` are by topic.
  /// `costliest` are the statements that took PostgreSQL longest.
  public record Cost(
      Map<String, Double> cpuMillis,
      double contextSwitches,
      Map<String, Double> records,
      Map<String, Double> logBytes,
      double transactions,
      double statements,
      double rows,
      double walBytes,
      double tableBytes,
      List<Statement> costliest) {

    /// Of what is judged: all but the fake and the generator.
    public double judgedCpuMillis() {
      return cpuMillis.entrySet().stream()
          .filter(process -> StackFigures.isJudged(process.getKey()))
          .mapToDouble(Map.Entry::getValue)
          .sum();
    }
  }

  /// Calls and milliseconds for each message.
  public record Statement(String text, double calls, double millis) {}
}
