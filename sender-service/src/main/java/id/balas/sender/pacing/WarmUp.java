package id.balas.sender.pacing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The daily limits of a new number. `mostOnDay` begins at the day `since`.
record WarmUp(List<Integer> mostOnDay, @Nullable LocalDate since) {

  /// Returns null after the warm-up. Before `since` the limit of the first day applies.
  @Nullable Integer most(LocalDate today) {
    if (since == null) {
      return null;
    }
    long day = Math.max(0, ChronoUnit.DAYS.between(since, today));
    return day < mostOnDay.size() ? mostOnDay.get((int) day) : null;
  }
}
