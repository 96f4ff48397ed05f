package id.balas.ingest.gaps;

import id.balas.events.IntakeWatermark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The next scan of one channel and the results of its last scans. It follows the channel's records
/// on `intake-watermarks`. A later watermark is a completed scan; any other requests a scan from
/// its time. Times of scans are by the provider's clock, due times by ours.
final class ChannelScans {

  /// `chat-inputs` holds 14 d. Older messages cannot be compared.
  static final Duration KEPT = Duration.ofDays(14).minusHours(1);

  private static final int REMEMBERED = 20;
  private static final int DOUBLINGS = 16;

  /// `from` is null if the channel was never scanned.
  record Turn(@Nullable Instant from, String why) {}

  /// The result of one scan, for admins. `error` is null if the scan completed.
  record Report(
      Instant startedAt,
      Instant endedAt,
      String why,
      @Nullable Instant from,
      @Nullable Instant to,
      int listed,
      int found,
      int filled,
      @Nullable String error) {}

  private final String channel;
  private final GapProperties settings;
  private final Deque<Report> reports = new ArrayDeque<>();
  private @Nullable IntakeWatermark watermark;
  private @Nullable IntakeWatermark lastWritten;
  private @Nullable Instant orderedFrom;
  private @Nullable Instant dueAt;
  private @Nullable Instant ownedSince;
  private @Nullable Instant completedAt;
  private String why = "start";
  private boolean running;
  private int failures;

  ChannelScans(String channel, GapProperties settings) {
    this.channel = channel;
    this.settings = settings;
  }

  String channel() {
    return channel;
  }

  /// Handles the topic's records in order, regardless of which instance wrote them.
  synchronized void follow(IntakeWatermark seen, Instant now) {
    IntakeWatermark known = watermark;
    if (seen.equals(lastWritten)
        || known == null
        || seen.scannedFrom().isAfter(known.scannedFrom())) {
      watermark = seen;
      orderedFrom = ownedSince == null ? null : orderedFrom;
      return;
    }
    watermark = seen;
    orderedFrom = earlier(orderedFrom, seen.scannedFrom());
    if (ownedSince != null) {
      due(now, "asked for");
    }
  }

  /// Delays the scan by `afterTrouble`, so that the provider's own redelivery comes first. Several
  /// possible gaps cause one scan.
  synchronized void trouble(String reason, Instant now) {
    due(now.plus(settings.afterTrouble()), reason);
  }

  synchronized void owned(Instant now) {
    ownedSince = now;
    completedAt = null;
    failures = 0;
    due(now, "start");
  }

  synchronized void disowned() {
    ownedSince = null;
    dueAt = null;
  }

  synchronized boolean isOwned() {
    return ownedSince != null;
  }

  private void due(Instant at, String reason) {
    if (dueAt == null || at.isBefore(dueAt)) {
      dueAt = at;
      why = reason;
    }
  }

  /// Returns null if no scan is due. End every turn with [#completed], [#failed] or [#left].
  synchronized @Nullable Turn take(Instant now) {
    if (running || dueAt == null || dueAt.isAfter(now)) {
      return null;
    }
    running = true;
    dueAt = null;
    IntakeWatermark known = watermark;
    Instant from = earlier(orderedFrom, known == null ? null : known.scannedFrom());
    orderedFrom = null;
    return new Turn(from, why);
  }

  /// Returns false if a scan from an earlier time has been requested since. This watermark would
  /// hide the request.
  synchronized boolean mayMark(IntakeWatermark mark) {
    if (orderedFrom != null) {
      return false;
    }
    lastWritten = mark;
    return true;
  }

  synchronized void completed(Report report, Instant now) {
    remember(report);
    running = false;
    failures = 0;
    completedAt = now;
    if (orderedFrom != null) {
      due(now, "asked for");
    }
    due(now.plus(settings.every()), "schedule");
  }

  synchronized void failed(Report report, @Nullable Instant from, Instant now) {
    remember(report);
    running = false;
    orderedFrom = earlier(orderedFrom, from);
    Duration wait = settings.retryWait().multipliedBy(1L << Math.min(failures++, DOUBLINGS));
    Duration longest = settings.longestRetryWait();
    due(now.plus(wait.compareTo(longest) < 0 ? wait : longest), report.why());
  }

  /// Another instance runs the scan now, or was asked to.
  synchronized void left() {
    running = false;
  }

  private void remember(Report report) {
    reports.addFirst(report);
    if (reports.size() > REMEMBERED) {
      reports.removeLast();
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null ? other : other == null || one.isBefore(other) ? one : other;
  }

  synchronized @Nullable IntakeWatermark watermark() {
    return watermark;
  }

  synchronized @Nullable Instant nextAt() {
    return dueAt;
  }

  synchronized List<Report> reports() {
    return List.copyOf(reports);
  }

  /// The time since the last completed scan, or since this instance became the owner. Zero if
  /// another instance is the owner.
  synchronized Duration age(Instant now) {
    Instant since = ownedSince;
    if (since == null) {
      return Duration.ZERO;
    }
    Instant from = completedAt == null ? since : completedAt;
    return from.isAfter(now) ? Duration.ZERO : Duration.between(from, now);
  }
}
