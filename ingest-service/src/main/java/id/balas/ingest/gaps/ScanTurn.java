package id.balas.ingest.gaps;

import static java.time.temporal.ChronoUnit.MILLIS;

import id.balas.events.IntakeWatermark;
import id.balas.ingest.gaps.ChannelScans.Report;
import id.balas.ingest.gaps.ChannelScans.Turn;
import id.balas.ingest.kafka.ChatInputPublisher;
import id.balas.ingest.kafka.ChatInputPublisher.NotDurableException;
import id.balas.ingest.kafka.ChatInputPublisher.OverloadedException;
import id.balas.whapi.ProviderClock;
import id.balas.whapi.WhapiClient;
import id.balas.whapi.WhapiUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Runs a channel's scan from its watermark and moves the watermark. If the scan fails, the
/// watermark does not move.
@Component
class ScanTurn {

  private static final Logger log = LoggerFactory.getLogger(ScanTurn.class);
  private static final String LINKED = "AUTH";

  private final GapProperties settings;
  private final GapScan scan;
  private final WhapiClient whapi;
  private final ProviderClock providerClock;
  private final ChatInputPublisher publisher;
  private final GapMetrics metrics;
  private final Clock clock;

  ScanTurn(
      GapProperties settings,
      GapScan scan,
      WhapiClient whapi,
      ProviderClock providerClock,
      ChatInputPublisher publisher,
      GapMetrics metrics,
      Clock clock) {
    this.settings = settings;
    this.scan = scan;
    this.whapi = whapi;
    this.providerClock = providerClock;
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Never throws.
  void run(ChannelScans channel, Turn turn) {
    Instant startedAt = now();
    try {
      requireLinked(channel.channel());
      channel.completed(completed(channel, turn, startedAt), clock.instant());
    } catch (CancellationException _) {
      channel.left();
    } catch (RuntimeException e) {
      String error = sentence(e);
      metrics.failed(channel.channel());
      log.warn(
          "The gap scan of channel {} failed and will be repeated: {}", channel.channel(), error);
      channel.failed(
          new Report(startedAt, now(), turn.why(), turn.from(), null, 0, 0, 0, error),
          turn.from(),
          clock.instant());
    }
  }

  // The list of an unlinked channel is incomplete.
  private void requireLinked(String channel) {
    String state = whapi.health(channel);
    if (!state.equals(LINKED)) {
      throw new NotLinkedException(
          "the provider reports the state %s and not AUTH; the scan continues when it is linked"
              .formatted(state));
    }
  }

  private Report completed(ChannelScans channel, Turn turn, Instant startedAt) {
    String name = channel.channel();
    Instant start = providerClock.now(name).truncatedTo(MILLIS);
    Instant from = from(turn.from(), start);
    Instant to = start.minus(settings.settle());
    GapScan.Tally tally =
        from.isBefore(to) ? scan.run(name, from, to, channel::isOwned) : new GapScan.Tally(0, 0, 0);
    IntakeWatermark mark = new IntakeWatermark(name, start, now());
    if (channel.mayMark(mark)) {
      publisher.publish(List.of(mark));
    }
    log.info(
        "Scanned channel {} for gaps since {} ({}): {} listed, {} missing, {} published",
        name,
        from,
        turn.why(),
        tally.listed(),
        tally.found(),
        tally.filled());
    return new Report(
        startedAt,
        now(),
        turn.why(),
        from,
        to,
        tally.listed(),
        tally.found(),
        tally.filled(),
        null);
  }

  private Instant from(@Nullable Instant watermark, Instant start) {
    Instant from =
        watermark == null ? start.minus(settings.firstLook()) : watermark.minus(settings.overlap());
    Instant oldest = start.minus(ChannelScans.KEPT);
    return from.isBefore(oldest) ? oldest : from;
  }

  private Instant now() {
    return clock.instant().truncatedTo(MILLIS);
  }

  private static String sentence(RuntimeException e) {
    return switch (e) {
      case WhapiUnavailableException _, NotLinkedException _ -> String.valueOf(e.getMessage());
      case OverloadedException _ -> "too many records wait for Kafka";
      case NotDurableException _, KafkaException _ ->
          "Kafka does not respond (" + e.getClass().getSimpleName() + ")";
      default -> {
        log.error("A gap scan failed", e);
        yield "internal error (" + e.getClass().getSimpleName() + "), see the log";
      }
    };
  }

  /// The channel's number is not linked at the provider.
  private static final class NotLinkedException extends RuntimeException {
    NotLinkedException(String message) {
      super(message);
    }
  }
}
