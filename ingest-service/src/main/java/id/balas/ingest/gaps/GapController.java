package id.balas.ingest.gaps;

import id.balas.events.IntakeWatermark;
import id.balas.ingest.ChatInputPublisher.NotDurable;
import id.balas.ingest.ChatInputPublisher.Overloaded;
import id.balas.ingest.gaps.ChannelScans.Report;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Gaps for admins: how the last scans went, and ordering one that goes further back. The role is
/// asked for in SecurityConfiguration.
@RestController
@RequestMapping("/intake")
class GapController {

  private final GapScans scans;
  private final GapProperties settings;
  private final Clock clock;

  GapController(GapScans scans, GapProperties settings, Clock clock) {
    this.scans = scans;
    this.settings = settings;
    this.clock = clock;
  }

  /// `watermark` is the start of the last completed scan by the provider's clock, as far as this
  /// instance has read; its `scans` are those that it did itself, the last first.
  record ChannelGaps(
      String channel,
      String summary,
      boolean scannedHere,
      @Nullable Instant watermark,
      @Nullable Instant completedAt,
      @Nullable Instant nextAt,
      List<Report> scans) {}

  record Backfill(String channel, Instant since, String plan) {}

  @GetMapping("/gaps")
  List<ChannelGaps> gaps() {
    return scans.channels().stream().map(this::gaps).toList();
  }

  private ChannelGaps gaps(ChannelScans channel) {
    IntakeWatermark mark = channel.watermark();
    return new ChannelGaps(
        channel.channel(),
        summary(channel),
        channel.isOwned(),
        mark == null ? null : mark.scannedFrom(),
        mark == null ? null : mark.completedAt(),
        channel.nextAt(),
        channel.reports());
  }

  private String summary(ChannelScans channel) {
    if (!settings.enabled()) {
      return "Nobody looks for gaps: balas.gaps.enabled is off.";
    }
    if (!channel.isOwned()) {
      return "Another instance looks for gaps; ask it for how its scans went.";
    }
    List<Report> reports = channel.reports();
    if (reports.isEmpty()) {
      return "The first scan since this instance took over has not ended yet.";
    }
    Report last = reports.getFirst();
    return last.error() == null
        ? "Complete: %d messages were missing, %d of them are filled in."
            .formatted(last.found(), last.filled())
        : "Not complete, repeated from the same time on: " + last.error() + ".";
  }

  /// Whoever owns the scans does it: the order goes over `intake-watermarks`, as a watermark that
  /// is moved back.
  @PostMapping("/backfill")
  ResponseEntity<List<Backfill>> backfill(
      @RequestParam String since, @RequestParam(required = false) @Nullable String channel) {
    if (!settings.enabled()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "Nobody looks for gaps: set balas.gaps.enabled to true.");
    }
    Instant now = clock.instant();
    Instant asked = read(since, now);
    Instant oldest = now.minus(ChannelScans.KEPT).plus(settings.overlap());
    Instant from = asked.isBefore(oldest) ? oldest : asked;
    List<Backfill> ordered =
        scans.channels().stream()
            .filter(one -> channel == null || channel.equals(one.channel()))
            .map(one -> new Backfill(one.channel(), from, plan(from, asked.isBefore(oldest))))
            .toList();
    if (ordered.isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "WHAPI_TOKEN and WHAPI_CHANNELS name no such channel.");
    }
    ordered.forEach(one -> scans.order(one.channel(), from));
    return ResponseEntity.accepted().body(ordered);
  }

  private static Instant read(String since, Instant now) {
    try {
      Instant asked = OffsetDateTime.parse(since).toInstant();
      if (!asked.isAfter(now)) {
        return asked;
      }
    } catch (DateTimeException _) {
      // said below
    }
    throw new ResponseStatusException(
        HttpStatus.BAD_REQUEST, "since must be a time in the past, such as 2026-11-22T08:00:00Z.");
  }

  private static String plan(Instant from, boolean clipped) {
    return "What the provider lists since "
        + from
        + " and the log does not have is written to it, the oldest first."
        + (clipped ? " The log holds 14 days: what is older cannot be compared." : "");
  }

  @ExceptionHandler({NotDurable.class, Overloaded.class})
  ProblemDetail onAway() {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE,
        "Kafka does not answer now, so that the order may not stand: repeat it.");
  }
}
