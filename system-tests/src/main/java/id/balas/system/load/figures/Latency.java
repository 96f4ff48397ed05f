package id.balas.system.load.figures;

import org.HdrHistogram.Histogram;

/// Percentiles of one stage in milliseconds, from the time at which a message was due.
public record Latency(long count, double p50, double p95, double p99, double max) {

  private static final int DIGITS = 3;

  /// Of microseconds; a negative one means that the message never got there, and does not count.
  public static Latency of(long[] micros) {
    var histogram = new Histogram(DIGITS);
    for (long each : micros) {
      if (each >= 0) {
        histogram.recordValue(each);
      }
    }
    return new Latency(
        histogram.getTotalCount(),
        millis(histogram, 50),
        millis(histogram, 95),
        millis(histogram, 99),
        histogram.getMaxValue() / 1e3);
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e3;
  }
}
