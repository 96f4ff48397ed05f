package id.balas.ingest.gaps;

import static java.time.temporal.ChronoUnit.MILLIS;

import id.balas.events.IntakeWatermark;
import id.balas.ingest.gaps.ChannelScans.Turn;
import id.balas.ingest.kafka.ChatInputPublisher;
import id.balas.ingest.kafka.ChatInputPublisher.NotDurableException;
import id.balas.ingest.kafka.ChatInputPublisher.OverloadedException;
import id.balas.ingest.translation.PossibleGap;
import id.balas.whapi.WhapiClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Starts a scan of each channel when it is due. Scans of one channel run one at a time, and
/// channels do not block each other. An instance that is not the owner sends a request to the owner
/// over the topic.
@Component
class GapScans {

  private static final Logger log = LoggerFactory.getLogger(GapScans.class);

  private final GapProperties settings;
  private final ScanTurn scanTurn;
  private final ChatInputPublisher publisher;
  private final Clock clock;
  private final Map<String, ChannelScans> channels = new LinkedHashMap<>();
  private volatile boolean followed;

  GapScans(
      GapProperties settings,
      ScanTurn scanTurn,
      WhapiClient whapi,
      ChatInputPublisher publisher,
      Clock clock,
      MeterRegistry registry) {
    this.settings = settings;
    this.scanTurn = scanTurn;
    this.publisher = publisher;
    this.clock = clock;
    for (String name : whapi.channels()) {
      ChannelScans channel = new ChannelScans(name, settings);
      channels.put(name, channel);
      Gauge.builder(
              "balas.intake.gaps.scan.age", () -> channel.age(clock.instant()).toMillis() / 1000.0)
          .baseUnit("seconds")
          .description("Since the last completed scan; 0 where another instance scans.")
          .tag("channel", name)
          .register(registry);
    }
  }

  Collection<ChannelScans> channels() {
    return channels.values();
  }

  // Runs in the webhook's thread, so it only records when the scan is due.
  @EventListener
  void on(PossibleGap trouble) {
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

  /// Called once all existing records of the topic have been processed.
  void hasFollowed() {
    followed = true;
  }

  void owned() {
    log.info("This instance scans for gaps now");
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
      scanTurn.run(channel, turn);
    } else {
      askTheOwner(channel, turn);
    }
  }

  private void askTheOwner(ChannelScans channel, Turn turn) {
    try {
      order(
          channel.channel(),
          turn.from() != null ? turn.from() : clock.instant().minus(settings.firstLook()));
    } catch (NotDurableException | OverloadedException e) {
      channel.trouble(turn.why(), clock.instant());
    } finally {
      channel.left();
    }
  }

  /// Moves the watermark back, which the owner of the topic treats as a request for a scan. Throws
  /// [NotDurableException] or [OverloadedException].
  void order(String channel, Instant since) {
    Instant now = clock.instant().truncatedTo(MILLIS);
    publisher.publish(List.of(new IntakeWatermark(channel, since.truncatedTo(MILLIS), now)));
  }
}
