package id.balas.bot.history.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import id.balas.events.MessageStatus.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// The delivery progress of a message: the furthest status, when it was first reached, and the
/// reason of a failure. The further of two statuses wins in any order of arrival: a delivery
/// receipt overrides an earlier failure. Its JSON has the status in capitals, as REST has it.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
    @JsonSerialize(using = ToStringSerializer.class)
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
        @Schema(implementation = String.class)
        Status status,
    Instant at,
    @Nullable String reason) {

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
