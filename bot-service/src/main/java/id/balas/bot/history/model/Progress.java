package id.balas.bot.history.model;

import id.balas.events.MessageStatus.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The delivery progress of a message: the furthest status, when it was first reached, and the
/// reason of a failure. The further of two statuses wins in any order of arrival: a delivery
/// receipt overrides an earlier failure.
public record Progress(Status status, Instant at, @Nullable String reason) {

  // DELETED is missing: a deleted message keeps its progress.
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

  private static final Comparator<Progress> FURTHER =
      Comparator.<Progress>comparingInt(progress -> ORDER.indexOf(progress.status()))
          .thenComparing(Progress::at, Comparator.reverseOrder())
          .thenComparing(Progress::reason, Comparator.nullsFirst(Comparator.naturalOrder()));

  public Progress {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  static @Nullable Progress further(@Nullable Progress one, @Nullable Progress other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return FURTHER.compare(one, other) >= 0 ? one : other;
  }
}
