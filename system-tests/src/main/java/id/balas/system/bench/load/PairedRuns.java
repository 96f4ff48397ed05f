package id.balas.system.bench.load;

import java.util.stream.DoubleStream;

/// Runs two variants in turn, so that other changes of the machine affect both.
public record PairedRuns(int count) {

  public interface Run {
    void run(int number);
  }

  public interface Figure {
    double of(int number);
  }

  /// Every second time in reverse order.
  public void inBothOrders(Run one, Run other) {
    for (int i = 0; i < count; i++) {
      (i % 2 == 0 ? one : other).run(i);
      (i % 2 == 0 ? other : one).run(i);
    }
  }

  public double median(Figure figure) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = figure.of(i);
    }
    return median(values);
  }

  public static double median(double[] values) {
    return DoubleStream.of(values).sorted().skip(values.length / 2).findFirst().orElse(0);
  }

  /// The median, with the smallest and the largest value.
  public static String summary(double[] values) {
    return "%.4g (%.4g to %.4g)"
        .formatted(
            median(values),
            DoubleStream.of(values).min().orElse(0),
            DoubleStream.of(values).max().orElse(0));
  }
}
