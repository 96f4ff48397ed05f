package id.balas.bot.history.changes;

import id.balas.bot.history.changes.Changes.Change;
import id.balas.bot.history.changes.Changes.Horizon;
import id.balas.bot.history.changes.Changes.Position;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The chat changes for all streams of this instance. Streams at the same position share one query,
/// so the number of queries hardly depends on the number of streams.
@Component
public class ChangeFeed {

  /// The feed looks for changes this often.
  public static final Duration POLL_EVERY = Duration.ofMillis(200);

  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

  private final Changes changes;
  private final LongSupplier nanoTime;
  private volatile View view;
  private volatile Held held;

  /// The answers to all streams at one horizon. Transactions that begin later get the id `latest`
  /// or a later one.
  private record View(long horizon, long latest, long readAt, Map<Position, Found> found) {}

  /// All transactions before `latest` must end before the lag becomes smaller.
  private record Held(long latest, long since) {}

  /// Changes after a position, and the position after them.
  public record Found(List<Change> changes, Position next) {}

  @Autowired
  ChangeFeed(Changes changes, MeterRegistry registry) {
    this(changes, registry, System::nanoTime);
  }

  ChangeFeed(Changes changes, MeterRegistry registry, LongSupplier nanoTime) {
    this.changes = changes;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    view = new View(0, 0, now - POLL_EVERY.toNanos(), Map.of());
    held = new Held(0, now);
    Gauge.builder("balas.bot.stream.lag", this::lag).baseUnit("seconds").register(registry);
  }

  /// The position after all changes that are visible now.
  public Position latest() {
    return Changes.before(view().horizon());
  }

  /// False for a position of another database: after a restore, ids of transactions begin at a
  /// smaller number, and a stream would find no changes until they reach the position.
  public boolean isKnown(Position position) {
    // Another instance may have read the horizon later than this one.
    return position.xid() < view().latest() || position.xid() < changes.horizon().latest();
  }

  public Found since(Position position) {
    View now = view();
    return now.found().computeIfAbsent(position, it -> find(it, now.horizon()));
  }

  // All streams that have received everything continue from the same position.
  private Found find(Position position, long horizon) {
    List<Change> found = changes.since(position, horizon);
    Position end = Changes.before(horizon);
    boolean isAll = found.size() < Changes.AT_ONCE;
    return new Found(found, isAll && end.xid() >= position.xid() ? end : last(found, position));
  }

  private static Position last(List<Change> found, Position otherwise) {
    return found.isEmpty() ? otherwise : found.getLast().position();
  }

  private View view() {
    View known = view;
    return isFresh(known) ? known : refreshed();
  }

  private boolean isFresh(View known) {
    return nanoTime.getAsLong() - known.readAt() < POLL_EVERY.toNanos();
  }

  private synchronized View refreshed() {
    View known = view;
    if (isFresh(known)) {
      return known;
    }
    Horizon horizon = changes.horizon();
    long now = nanoTime.getAsLong();
    if (horizon.of() >= held.latest()) {
      held = new Held(horizon.latest(), now);
    }
    view =
        new View(
            horizon.of(),
            horizon.latest(),
            now,
            horizon.of() == known.horizon() ? known.found() : new ConcurrentHashMap<>());
    return view;
  }

  // Also without streams: the metric must show the lag before an agent sees it.
  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5S")
  void refresh() {
    try {
      view();
    } catch (DataAccessException e) {
      log.warn("Could not read the position of the live updates: {}", e.toString());
    }
  }

  private double lag() {
    return Math.max(0, nanoTime.getAsLong() - held.since()) / 1e9;
  }
}
