package id.balas.ingest.gaps;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.events.IntakeWatermark;
import id.balas.ingest.gaps.ChannelScans.Report;
import id.balas.ingest.kafka.ChatInputPublisher.NotDurableException;
import id.balas.ingest.kafka.ChatInputPublisher.OverloadedException;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows admins the results of the last scans, and starts a scan that goes further back.
/// SecurityConfiguration checks the role.
@Tag(
    name = "Missed messages",
    description = "Scans that compare the provider's messages with ours, and fill what is missing.")
@RestController
@RequestMapping("/intake")
class GapController {

  private static final String CHANNELS =
      """
      [{"channel":"default","summary":"Complete: 2 messages were missing, 2 of them are filled in.","scannedByThisInstance":true,\
      "watermark":"2026-11-23T08:00:00Z","completedAt":"2026-11-23T08:00:02Z","nextAt":"2026-11-23T08:15:02Z",\
      "scans":[{"startedAt":"2026-11-23T08:00:00Z","endedAt":"2026-11-23T08:00:02Z","why":"schedule",\
      "from":"2026-11-23T07:30:00Z","to":"2026-11-23T07:59:50Z","listed":40,"found":2,"filled":2,"error":null}]}]\
      """;
  private static final String STARTED =
      """
      [{"channel":"default","since":"2026-11-22T08:00:00Z","plan":"Messages that the provider lists \
      since 2026-11-22T08:00:00Z and chat-inputs does not have are published, oldest first."}]\
      """;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

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
      boolean scannedByThisInstance,
      @Nullable Instant watermark,
      @Nullable Instant completedAt,
      @Nullable Instant nextAt,
      List<Report> scans) {

    /// The former name of `scannedByThisInstance`.
    @JsonProperty("scannedHere")
    @Schema(deprecated = true, description = "Use `scannedByThisInstance`.")
    public boolean scannedHere() {
      return scannedByThisInstance;
    }
  }

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
      return "Scans are off: balas.gaps.enabled is false.";
    }
    if (!channel.isOwned()) {
      return "Another instance scans. Its answer shows the results.";
    }
    List<Report> reports = channel.reports();
    if (reports.isEmpty()) {
      return "The first scan since this instance took over has not ended yet.";
    }
    Report last = reports.getFirst();
    return last.error() == null
        ? "Complete: %d messages were missing, %d of them are filled in."
            .formatted(last.found(), last.filled())
        : "Incomplete, the next scan starts from the same time: " + last.error() + ".";
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
  @ApiResponse(responseCode = "404", description = "The channel is not set up")
  @ApiResponse(responseCode = "409", description = "Scans are switched off")
  @ApiResponse(responseCode = "503", description = "Kafka is down; repeat the request")
  @PostMapping("/backfill")
  ResponseEntity<List<Backfill>> backfill(
      @Parameter(
              description = "A time in the past, ISO 8601 with an offset",
              example = "2026-11-22T08:00:00Z")
          @RequestParam
          Instant since,
      @Parameter(description = "One channel; all when absent", example = "default")
          @RequestParam(required = false)
          @Nullable String channel) {
    if (!settings.enabled()) {
      throw ProblemException.conflict("Scans are off. Set balas.gaps.enabled to true.");
    }
    Instant now = clock.instant();
    if (since.isAfter(now)) {
      throw ProblemException.invalid("since", "must be a time in the past.");
    }
    Instant oldest = now.minus(ChannelScans.KEPT).plus(settings.overlap());
    Instant from = since.isBefore(oldest) ? oldest : since;
    List<Backfill> ordered =
        scans.channels().stream()
            .filter(one -> channel == null || channel.equals(one.channel()))
            .map(one -> new Backfill(one.channel(), from, plan(from, since.isBefore(oldest))))
            .toList();
    if (ordered.isEmpty()) {
      throw ProblemException.notFound("WHAPI_TOKEN and WHAPI_CHANNELS name no such channel.");
    }
    order(ordered, from);
    return ResponseEntity.accepted().body(ordered);
  }

  private void order(List<Backfill> ordered, Instant from) {
    try {
      ordered.forEach(one -> scans.order(one.channel(), from));
    } catch (NotDurableException | OverloadedException _) {
      throw ProblemException.unavailable(
          "Kafka is unavailable, so the scan may not start. Repeat the request.", RETRY_AFTER);
    }
  }

  private static String plan(Instant from, boolean clipped) {
    return "Messages that the provider lists since "
        + from
        + " and chat-inputs does not have are published, oldest first."
        + (clipped ? " The topic keeps 14 days: older messages cannot be compared." : "");
  }
}
