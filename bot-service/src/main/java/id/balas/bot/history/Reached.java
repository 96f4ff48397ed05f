package id.balas.bot.history;

import id.balas.events.MessageStatus.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a message has come, when it first had, and why not further. Of two the further one
/// holds, whatever order they come in: what arrived has arrived, even if it was thought to have
/// failed.
record Reached(Status status, Instant at, @Nullable String reason) {

  // A message that was taken back keeps how far it had come, so DELETED is none of these.
  private static final List<Status> ORDER =
      List.of(
          Status.PENDING,
          Status.DROPPED,
          Status.ACCEPTED,
          Status.SENT,
          Status.FAILED,
          Status.DELIVERED,
          Status.READ,
          Status.PLAYED);

  private static final Comparator<Reached> FURTHER =
      Comparator.<Reached>comparingInt(reached -> ORDER.indexOf(reached.status()))
          .thenComparing(Reached::at, Comparator.reverseOrder())
          .thenComparing(Reached::reason, Comparator.nullsFirst(Comparator.naturalOrder()));

  Reached {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  static @Nullable Reached further(@Nullable Reached one, @Nullable Reached other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return FURTHER.compare(one, other) >= 0 ? one : other;
  }
}
