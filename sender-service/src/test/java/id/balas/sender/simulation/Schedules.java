package id.balas.sender.simulation;

import java.util.OptionalLong;
import java.util.stream.LongStream;

/// Runs random schedules with failures, rebalances, slow chats, parked chats, frozen and killed
/// processes. None may lose, duplicate or reorder a message.
public final class Schedules {

  private Schedules() {}

  /// Throws an error that names the first schedule with a flaw.
  public static void run(long first, long count) {
    firstFlaw(first, count)
        .ifPresent(seed -> {
          try {
            new Schedule(seed).run();
          } catch (RuntimeException e) {
            throw new AssertionError(
                "schedule %d; alone: -Dit.test=SchedulesIT -Dbalas.schedules=1 -Dbalas.schedules.first=%d"
                    .formatted(seed, seed),
                e);
          }
        });
  }

  /// Returns the first schedule with a flaw, if there is one. Schedules share nothing, so they run
  /// on all processors.
  public static OptionalLong firstFlaw(long first, long count) {
    return LongStream.range(first, first + count).parallel().filter(Schedules::hasFlaw).findFirst();
  }

  private static boolean hasFlaw(long seed) {
    try {
      new Schedule(seed).run();
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }
}
