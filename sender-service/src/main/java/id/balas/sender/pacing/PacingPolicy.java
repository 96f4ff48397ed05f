package id.balas.sender.pacing;

import id.balas.sender.pacing.Limit.Period;
import id.balas.sender.queue.SendPermits.Obstacle;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The sending limits of one channel. A limit of 0 means unlimited. Days and hours are in `zone`.
record PacingPolicy(
    int perSecond, int perMinute, int perDay, ZoneId zone, QuietHours quietHours, WarmUp warmUp) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  static PacingPolicy unlimited() {
    ZoneId zone = ZoneId.of("UTC");
    return new PacingPolicy(
        0, 0, 0, zone, new QuietHours(List.of(), zone), new WarmUp(List.of(), null));
  }

  boolean hasLimits() {
    return perSecond > 0 || perMinute > 0 || perDay > 0 || !warmUp.mostOnDay().isEmpty();
  }

  /// The limits that apply now, shortest period first.
  List<Limit> limits(Instant now) {
    List<Limit> limits = new ArrayList<>();
    if (perSecond > 0) {
      Instant begins = now.truncatedTo(ChronoUnit.SECONDS);
      limits.add(
          new Limit(
              Period.SECOND, perSecond, begins, begins.plusSeconds(1), perSecond + " per second"));
    }
    if (perMinute > 0) {
      Instant begins = now.truncatedTo(ChronoUnit.MINUTES);
      limits.add(
          new Limit(
              Period.MINUTE, perMinute, begins, begins.plusSeconds(60), perMinute + " per minute"));
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    Integer cold = warmUp.most(today);
    if (cold != null && (perDay == 0 || cold < perDay)) {
      limits.add(day(today, cold, cold + " for this day of the warm-up"));
    } else if (perDay > 0) {
      limits.add(day(today, perDay, perDay + " per day"));
    }
    return limits;
  }

  private Limit day(LocalDate today, int most, String description) {
    return new Limit(
        Period.DAY,
        most,
        today.atStartOfDay(zone).toInstant(),
        today.plusDays(1).atStartOfDay(zone).toInstant(),
        description);
  }

  /// Describes why `used` calls leave no token now, and until when.
  Obstacle usedUp(Limit limit, int used) {
    Instant until = limit.opens(used);
    String what = used >= limit.most() ? "is used up until " : "releases the next message at ";
    DateTimeFormatter format = limit.period() == Period.DAY ? DAY_AND_HOUR : TIME;
    return new Obstacle(
        until, "budget of " + limit.description() + " " + what + written(until, format));
  }

  @Nullable Obstacle quiet(Instant now) {
    Instant until = quietHours.until(now);
    return until == null ? null : new Obstacle(until, "quiet hours until " + written(until, HOUR));
  }

  private String written(Instant until, DateTimeFormatter format) {
    return format.format(until.atZone(zone)) + " " + zone;
  }
}
