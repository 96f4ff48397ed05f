package id.balas.ingest.gaps;

import id.balas.events.IntakeWatermark;
import id.balas.ingest.ChatInputPublisher;
import id.balas.ingest.ChatInputPublisher.NotDurable;
import id.balas.ingest.ChatInputPublisher.Overloaded;
import id.balas.ingest.Trouble;
import id.balas.ingest.gaps.ChannelScans.Report;
import id.balas.ingest.gaps.ChannelScans.Turn;
import id.balas.ingest.whapi.CannotAsk;
import id.balas.ingest.whapi.ProviderClock;
import id.balas.ingest.whapi.WhapiClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Starts a scan of each channel when it is due, one at a time per channel, and none waits for another. Whoever is not the
/// owner asks the owner instead, over the topic.
@Component
class GapScans {

  private static final Logger log = LoggerFactory.getLogger(GapScans.class);
  private static final String LINKED = "AUTH";

  private final GapProperties settings;
  private final GapScan scan;
  private final WhapiClient whapi;
  private final ProviderClock providerClock;
  private final ChatInputPublisher publisher;
  private final GapMetrics metrics;
  private final Clock clock;
  private final Map<String, ChannelScans> channels = new LinkedHashMap<>();
  private volatile boolean followed;

  GapScans(
      GapProperties settings,
      GapScan scan,
      WhapiClient whapi,
      ProviderClock providerClock,
      ChatInputPublisher publisher,
      GapMetrics metrics,
      Clock clock,
      MeterRegistry registry) {
    this.settings = settings;
    this.scan = scan;
    this.whapi = whapi;
    this.providerClock = providerClock;
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
    for (String name : whapi.channels()) {
      ChannelScans channel = new ChannelScans(name, settings);
      channels.put(name, channel);
      Gauge.builder("balas.intake.gaps.scan.age", () -> channel.age(clock.instant()).toMillis() / 1000.0)
          .baseUnit("seconds")
          .description("Since the last completed scan; 0 where another instance scans.")
          .tag("channel", name)
          .register(registry);
    }
  }

  Collection<ChannelScans> channels() {
    return channels.values();
  }

  // Only a time is noted here: it runs in the thread of the webhook.
  @EventListener
  void on(Trouble trouble) {
    Instant now = clock.instant();
    for (ChannelScans channel : channels.values()) {
      if (trouble.channel() == null || trouble.channel().equals(channel.channel())) {
        channel.trouble(trouble.reason(), now);
      }
    }
  }

  void follow(IntakeWatermark seen) {
    ChannelScans channel = channels.get(seen.channel());
    if (channel != null) {
      channel.follow(seen, clock.instant());
    }
  }

  /// All that stands on the topic has been followed.
  void hasFollowed() {
    followed = true;
  }

  void owned() {
    log.info("This instance looks for gaps now");
    channels.values().forEach(channel -> channel.owned(clock.instant()));
  }

  void disowned() {
    channels.values().forEach(ChannelScans::disowned);
  }

  @Scheduled(fixedDelay = 200)
  void startWhatIsDue() {
    if (!followed || !settings.enabled()) {
      return;
    }
    for (ChannelScans channel : channels.values()) {
      Turn turn = channel.take(clock.instant());
      if (turn != null) {
        Thread.ofVirtual().name("gaps-" + channel.channel()).start(() -> run(channel, turn));
      }
    }
  }

  private void run(ChannelScans channel, Turn turn) {
    if (channel.isOwned()) {
      scan(channel, turn);
    } else {
      askTheOwner(channel, turn);
    }
  }

  private void askTheOwner(ChannelScans channel, Turn turn) {
    try {
      order(channel.channel(), turn.from() != null ? turn.from() : clock.instant().minus(settings.firstLook()));
    } catch (NotDurable | Overloaded e) {
      channel.trouble(turn.why(), clock.instant());
    } finally {
      channel.left();
    }
  }

  /// Moves the watermark back, which whoever owns the topic takes as an order. Throws [NotDurable] or [Overloaded].
  void order(String channel, Instant since) {
    publisher.publish(List.of(new IntakeWatermark(channel, since.truncatedTo(ChronoUnit.MILLIS), now())));
  }

  private void scan(ChannelScans channel, Turn turn) {
    String name = channel.channel();
    Instant startedAt = now();
    Instant from = null;
    Instant to = null;
    try {
      requireLinked(name);
      Instant start = providerClock.now(name).truncatedTo(ChronoUnit.MILLIS);
      from = from(turn, start);
      to = start.minus(settings.settle());
      GapScan.Tally tally =
          from.isBefore(to) ? scan.run(name, from, to, channel::isOwned) : new GapScan.Tally(0, 0, 0);
      IntakeWatermark mark = new IntakeWatermark(name, start, now());
      if (channel.mayMark(mark)) {
        publisher.publish(List.of(mark));
      }
      log.info(
          "Looked for gaps of channel {} since {} ({}): {} listed, {} missing, {} filled",
          name, from, turn.why(), tally.listed(), tally.found(), tally.filled());
      channel.completed(
          new Report(startedAt, now(), turn.why(), from, to, tally.listed(), tally.found(), tally.filled(), null),
          clock.instant());
    } catch (CancellationException _) {
      channel.left();
    } catch (RuntimeException e) {
      String error = sentence(e);
      metrics.failed(name);
      log.warn("A look for gaps of channel {} was not completed and is repeated: {}", name, error);
      channel.failed(
          new Report(startedAt, now(), turn.why(), from, to, 0, 0, 0, error), turn.from(), clock.instant());
    }
  }

  // What an unlinked channel lists is not all that there is.
  private void requireLinked(String channel) {
    String state = whapi.health(channel);
    if (!state.equals(LINKED)) {
      throw new NotLinked(
          "the provider says that the number is " + state + ", not AUTH; once it is linked, the scan begins where it was");
    }
  }

  private Instant from(Turn turn, Instant start) {
    Instant from = turn.from() == null ? start.minus(settings.firstLook()) : turn.from().minus(settings.overlap());
    Instant oldest = start.minus(ChannelScans.KEPT);
    return from.isBefore(oldest) ? oldest : from;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String sentence(RuntimeException e) {
    return switch (e) {
      case CannotAsk _, NotLinked _ -> String.valueOf(e.getMessage());
      case Overloaded _ -> "too many records of the webhook wait for Kafka";
      case NotDurable _, KafkaException _ -> "Kafka does not answer (" + e.getClass().getSimpleName() + ")";
      default -> {
        log.error("A look for gaps failed", e);
        yield "an error of our own (" + e.getClass().getSimpleName() + "), which the log tells";
      }
    };
  }

  /// There is nobody at the provider to list anything.
  private static final class NotLinked extends RuntimeException {
    NotLinked(String message) {
      super(message);
    }
  }

  @Nullable ChannelScans channel(String name) {
    return channels.get(name);
  }
}
