package id.balas.bot.reports;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.reports.Reports.Percentiles;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TimeCountsTests {

  @Test
  void timeOfLargestSizesIsKept() {
    byte[] bytes = TimeCounts.bytes(Map.of(Integer.MAX_VALUE, (long) Integer.MAX_VALUE));

    assertThat(TimeCounts.percentiles(bytes))
        .isEqualTo(new Percentiles(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  // The reference sorts all times of all days.
  @RepeatedTest(50)
  void daysTogetherHaveThePercentilesOfAllTheirTimes(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var bytes = new ByteArrayOutputStream();
    List<Integer> all = new ArrayList<>();
    for (int day = 0; day <= random.nextInt(4); day++) {
      Map<Integer, Long> counts = new TreeMap<>();
      for (int i = 0; i <= random.nextInt(300); i++) {
        int seconds = random.nextInt(1 << random.nextInt(1, 20));
        counts.merge(seconds, 1L, Long::sum);
        all.add(seconds);
      }
      bytes.writeBytes(TimeCounts.bytes(counts));
    }
    Collections.sort(all);

    assertThat(TimeCounts.percentiles(bytes.toByteArray()))
        .isEqualTo(new Percentiles(all.size(), share(all, 0.5), share(all, 0.9)));
  }

  private static int share(List<Integer> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
