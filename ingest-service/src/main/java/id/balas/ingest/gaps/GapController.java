package id.balas.ingest.gaps;

import id.balas.events.IntakeWatermark;
import id.balas.ingest.gaps.ChannelScans.Report;
import id.balas.ingest.kafka.ChatInputPublisher.NotDurableException;
import id.balas.ingest.kafka.ChatInputPublisher.OverloadedException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Shows admins the results of the last scans, and starts a scan that goes further back.
/// SecurityConfiguration checks the role.
@Tag(
    name = "Missed messages",
    description = "Scans that compare the provider's messages with ours, and fill what is missing.")
@RestController
@RequestMapping("/intake")
class GapController {

  private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;
  private static final String CHANNELS =
      """
      [{"channel":"default","summary":"Complete: 2 messages were missing, 2 of them are filled in.","scannedHere":true,\
      "watermark":"2026-11-23T08:00:00Z","completedAt":"2026-11-23T08:00:02Z","nextAt":"2026-11-23T08:15:02Z",\
      "scans":[{"startedAt":"2026-11-23T08:00:00Z","endedAt":"2026-11-23T08:00:02Z","why":"schedule",\
      "from":"2026-11-23T07:30:00Z","to":"2026-11-23T07:59:50Z","listed":40,"found":2,"filled":2,"error":null}]}]\
      """;
  private static final String STARTED =
      """
      [{"channel":"default","since":"2026-11-22T08:00:00Z","plan":"What the provider lists since 2026-11-22T08:00:00Z \
      and the log does not have is written to it, the oldest first."}]\
      """;

  private final GapScans scans;
  private final GapProperties settings;
  private final Clock clock;

  GapController(GapScans scans, GapProperties settings, Clock clock) {
    this.scans = scans;
    this.settings = settings;
    this.clock = clock;
  }

  /// `watermark` is the start of the last completed scan by the provider's clock, as far as this
  /// instance has read the topic. `scans` are those of this instance, newest first.
  record ChannelGaps(
      String channel,
      String summary,
      boolean scannedHere,
      @Nullable Instant watermark,
      @Nullable Instant completedAt,
      @Nullable Instant nextAt,
      List<Report> scans) {}

  record Backfill(String channel, Instant since, String plan) {}

  @Operation(
      summary = "List the scans of each channel",
      description = "The last 20 scans of each channel that this instance ran, the newest first.")
  @ApiResponse(
      responseCode = "200",
      description = "The channels",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              array = @ArraySchema(schema = @Schema(implementation = ChannelGaps.class)),
              examples = @ExampleObject(CHANNELS)))
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

  /// The instance that owns the scans runs it. The request is a watermark on `intake-watermarks`
  /// that is moved back.
  @Operation(
      summary = "Fill in missed messages since a time",
      description =
          "Starts a scan that publishes what the provider has since then and we do not. At most 14 days back.")
  @ApiResponse(
      responseCode = "202",
      description = "The scans that were started, one for each channel",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              array = @ArraySchema(schema = @Schema(implementation = Backfill.class)),
              examples = @ExampleObject(STARTED)))
  @ApiResponse(
      responseCode = "400",
      description = "A parameter is missing, unknown or invalid",
      content =
          @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
  @ApiResponse(
      responseCode = "404",
      description = "The channel is not set up",
      content =
          @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
  @ApiResponse(
      responseCode = "409",
      description = "Scans are switched off",
      content =
          @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
  @ApiResponse(
      responseCode = "503",
      description = "Kafka is down; repeat the request",
      content =
          @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
  @PostMapping("/backfill")
  ResponseEntity<List<Backfill>> backfill(
      @Parameter(
              description = "A time in the past, ISO 8601 with an offset",
              example = "2026-11-22T08:00:00Z")
          @RequestParam
          String since,
      @Parameter(description = "One channel; all when absent", example = "default")
          @RequestParam(required = false)
          @Nullable String channel) {
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
      // rejected below
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

  @ExceptionHandler({NotDurableException.class, OverloadedException.class})
  ProblemDetail onAway() {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE,
        "Kafka does not answer now, so that the order may not stand: repeat it.");
  }
}
