package id.balas.bot.reports;

import id.balas.bot.reports.Reports.Percentiles;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.utils.ByteUtils;

/// How often each number of seconds occurred, as the database keeps it: pairs of unsigned varints,
/// the seconds and their count. The bytes of several days in a row are the times of all these days.
final class TimeCounts {

  private static final int LONGEST_VARINT = 5;

  private TimeCounts() {}

  static byte[] bytes(Map<Integer, Long> counts) {
    var bytes = ByteBuffer.allocate(2 * LONGEST_VARINT * counts.size());
    counts.forEach((seconds, count) -> {
      ByteUtils.writeUnsignedVarint(seconds, bytes);
      ByteUtils.writeUnsignedVarint(Math.toIntExact(count), bytes);
    });
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /// A percentile is the smallest time that at least that share of all times does not exceed.
  static Percentiles percentiles(byte[] bytes) {
    // A pair has at least two bytes. The seconds are the upper half of a number, for the order.
    long[] pairs = new long[bytes.length / 2];
    int size = 0;
    long total = 0;
    for (ByteBuffer buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); size++) {
      long seconds = ByteUtils.readUnsignedVarint(buffer);
      int count = ByteUtils.readUnsignedVarint(buffer);
      pairs[size] = seconds << Integer.SIZE | count;
      total += count;
    }
    Arrays.sort(pairs, 0, size);
    return new Percentiles(total, at(pairs, 0.5 * total), at(pairs, 0.9 * total));
  }

  private static int at(long[] sorted, double place) {
    long upTo = 0;
    for (long pair : sorted) {
      upTo += (int) pair;
      if (upTo >= place) {
        return (int) (pair >> Integer.SIZE);
      }
    }
    throw new IllegalArgumentException("there are no times");
  }
}
