package id.balas.sender.pacing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many messages a new number sends on its first days: `mostOnDay` begins with the day `since`.
record WarmUp(List<Integer> mostOnDay, @Nullable LocalDate since) {

  /// Null when the number is warm; before its first day it is as on it.
  @Nullable Integer most(LocalDate today) {
    if (since == null) {
      return null;
    }
    long day = Math.max(0, ChronoUnit.DAYS.between(since, today));
    return day < mostOnDay.size() ? mostOnDay.get((int) day) : null;
  }
}
