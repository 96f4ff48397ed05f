package id.balas.ingest.gaps;

import id.balas.events.MessageEcho;
import id.balas.events.WireRecord;
import id.balas.ingest.ChatInputPublisher;
import id.balas.ingest.translation.WebhookTranslator;
import id.balas.whapi.MessageLists;
import id.balas.whapi.ProviderClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// One look at a channel: what the provider lists of a time and the log does not have is published.
/// Nothing of it must be done once only: whoever repeats it finds less.
@Component
class GapScan {

  private static final Logger log = LoggerFactory.getLogger(GapScan.class);
  private static final int PUBLISHED_AT_ONCE = 100;

  /// Echoes are kept for two days; an older one cannot be compared, and serves nobody.
  private static final Duration OLDEST_ECHO = Duration.ofHours(47);

  private final MessageLists lists;
  private final WebhookTranslator translator;
  private final AcceptedLog accepted;
  private final ChatInputPublisher publisher;
  private final ProviderClock providerClock;
  private final Clock clock;
  private final GapMetrics metrics;
  private final int most;

  GapScan(
      MessageLists lists,
      WebhookTranslator translator,
      AcceptedLog accepted,
      ChatInputPublisher publisher,
      ProviderClock providerClock,
      Clock clock,
      GapMetrics metrics,
      GapProperties settings) {
    this.lists = lists;
    this.translator = translator;
    this.accepted = accepted;
    this.publisher = publisher;
    this.providerClock = providerClock;
    this.clock = clock;
    this.metrics = metrics;
    this.most = settings.most();
  }

  /// How many messages the provider had, how many of them were missing, and how many of those are
  /// on the log now.
  record Tally(int listed, int found, int filled) {
    Tally plus(Tally other) {
      return new Tally(listed + other.listed, found + other.found, filled + other.filled);
    }
  }

  /// Both ends are by the provider's clock. Stops with [CancellationException] once `goesOn` says
  /// no, and throws what the provider or Kafka threw; what was filled by then stays filled.
  Tally run(String channel, Instant from, Instant to, BooleanSupplier goesOn) {
    if (!goesOn.getAsBoolean()) {
      throw new CancellationException("another instance looks for gaps now");
    }
    Candidates candidates = new Candidates();
    boolean whole =
        lists.within(
            channel, from, to, most(from, to), message -> add(message, channel, candidates));
    if (!whole) {
      // The older half first, in the order in which they were written.
      Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
      return run(channel, from, middle, goesOn).plus(run(channel, middle, to, goesOn));
    }
    return compared(channel, from, candidates, goesOn);
  }

  // A second cannot be halved.
  private int most(Instant from, Instant to) {
    return to.getEpochSecond() - from.getEpochSecond() > 1 ? most : Integer.MAX_VALUE;
  }

  private void add(JsonNode message, String channel, Candidates candidates) {
    record(message, channel)
        .filter(record -> !isTooOld(record, channel))
        .ifPresent(candidates::add);
  }

  // One that nobody can read must not keep back all others for ever.
  private Optional<WireRecord> record(JsonNode message, String channel) {
    try {
      return translator.backfilled(message, channel, clock.instant());
    } catch (RuntimeException e) {
      log.error("Passed over a listed message of channel {} that could not be read", channel, e);
      return Optional.empty();
    }
  }

  private boolean isTooOld(WireRecord record, String channel) {
    return record instanceof MessageEcho echo
        && echo.sentAt().isBefore(providerClock.now(channel).minus(OLDEST_ECHO));
  }

  private Tally compared(
      String channel, Instant from, Candidates candidates, BooleanSupplier goesOn) {
    int total = candidates.size();
    if (candidates.isEmpty()) {
      return new Tally(0, 0, 0);
    }
    try (AcceptedLog.Reader reader = accepted.reader(channel, from, candidates.hasEchoes())) {
      reader.strike(candidates);
      int found = candidates.size();
      metrics.found(channel, found);
      int filled = 0;
      while (!candidates.isEmpty()) {
        if (!goesOn.getAsBoolean()) {
          throw new CancellationException("another instance looks for gaps now");
        }
        // The webhook may have brought it in the meantime.
        reader.strike(candidates);
        List<WireRecord> next = candidates.missing().stream().limit(PUBLISHED_AT_ONCE).toList();
        publisher.publish(next);
        next.forEach(record -> candidates.strike(Candidates.name(record)));
        metrics.filled(channel, next.size());
        filled += next.size();
      }
      return new Tally(total, found, filled);
    }
  }
}
