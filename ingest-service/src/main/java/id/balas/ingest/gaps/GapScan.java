package id.balas.ingest.gaps;

import id.balas.events.WireRecord;
import id.balas.ingest.kafka.ChatInputPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/// Scans a channel: publishes the messages that the provider lists for a time range and Kafka does
/// not have. It is idempotent: a repeated scan finds less.
@Component
class GapScan {

  private static final int PUBLISHED_AT_ONCE = 100;

  private final ListedRecords listed;
  private final AcceptedMessageReader accepted;
  private final ChatInputPublisher publisher;
  private final GapMetrics metrics;
  private final int most;

  GapScan(
      ListedRecords listed,
      AcceptedMessageReader accepted,
      ChatInputPublisher publisher,
      GapMetrics metrics,
      GapProperties settings) {
    this.listed = listed;
    this.accepted = accepted;
    this.publisher = publisher;
    this.metrics = metrics;
    this.most = settings.most();
  }

  /// The number of messages that the provider listed, that were missing, and that are now in Kafka.
  record Tally(int listed, int found, int filled) {
    Tally plus(Tally other) {
      return new Tally(listed + other.listed, found + other.found, filled + other.filled);
    }
  }

  /// Both ends are by the provider's clock. Throws [CancellationException] once `goesOn` returns
  /// false, and any exception of the provider's client or Kafka. Messages published by then stay
  /// published.
  Tally run(String channel, Instant from, Instant to, BooleanSupplier goesOn) {
    if (!goesOn.getAsBoolean()) {
      throw new CancellationException("another instance scans now");
    }
    Optional<Candidates> candidates = listed.between(channel, from, to, most(from, to));
    if (candidates.isEmpty()) {
      // Older half first, to keep the order in which the messages were written.
      Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
      return run(channel, from, middle, goesOn).plus(run(channel, middle, to, goesOn));
    }
    return compared(channel, from, candidates.get(), goesOn);
  }

  // One second cannot be split: the provider's query has whole seconds.
  private int most(Instant from, Instant to) {
    return to.getEpochSecond() - from.getEpochSecond() > 1 ? most : Integer.MAX_VALUE;
  }

  private Tally compared(
      String channel, Instant from, Candidates candidates, BooleanSupplier goesOn) {
    int total = candidates.size();
    if (candidates.isEmpty()) {
      return new Tally(0, 0, 0);
    }
    try (AcceptedMessageReader.Reader reader =
        accepted.reader(channel, from, candidates.hasEchoes())) {
      reader.strike(candidates);
      int found = candidates.size();
      metrics.found(channel, found);
      int filled = 0;
      while (!candidates.isEmpty()) {
        if (!goesOn.getAsBoolean()) {
          throw new CancellationException("another instance scans now");
        }
        // A webhook may have delivered the message in the meantime.
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
