package id.balas.ingest.gaps;

import id.balas.events.IntakeWatermark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When one channel is looked at, from when on, and what came of the last scans. It follows the
/// channel's records on `intake-watermarks`: a later one is somebody's completed scan, one that
/// does not go forward asks for a scan from there. All times of scans are by the provider's clock,
/// those of turns by ours.
final class ChannelScans {

  /// `chat-inputs` holds 14 d: what is older cannot be compared.
  static final Duration KEPT = Duration.ofDays(14).minusHours(1);

  private static final int REMEMBERED = 20;
  private static final int DOUBLINGS = 16;

  /// `from` is null where nobody has looked yet.
  record Turn(@Nullable Instant from, String why) {}

  /// One scan, for people; `error` is null if it was completed.
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

  /// A record of the topic, whoever wrote it, in the topic's order.
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

  /// Soon, so that what the provider brings again by itself comes first; many troubles are one.
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

  /// Null while it is nobody's turn. What is taken must be given back by [#completed], [#failed] or
  /// [#left].
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

  /// False when somebody asked for a scan from earlier on meanwhile, which such a mark would hide.
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

  /// Another instance does it now, or has been told to.
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

  /// How long ago a scan was last completed, or begun to be tried; nothing where another instance
  /// does it.
  synchronized Duration age(Instant now) {
    Instant since = ownedSince;
    if (since == null) {
      return Duration.ZERO;
    }
    Instant from = completedAt == null ? since : completedAt;
    return from.isAfter(now) ? Duration.ZERO : Duration.between(from, now);
  }
}
