package id.balas.bot.history.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import id.balas.bot.history.changes.ChangeFeed.Found;
import id.balas.bot.history.changes.Changes.Change;
import id.balas.bot.history.changes.Changes.Horizon;
import id.balas.bot.history.changes.Changes.Position;
import id.balas.events.value.ChatKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeFeedTests {

  private static final int STREAMS = 100;

  private final Changes changes = mock(Changes.class);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private long now = Duration.ofHours(1).toNanos();
  private final ChangeFeed feed = new ChangeFeed(changes, metrics, () -> now);

  @Test
  void hundredStreamsCostAsManyQueriesAsOne() {
    horizonIs(100, 100);
    List<Position> streams = new ArrayList<>(Collections.nCopies(STREAMS, feed.latest()));
    // One resumed from an older event.
    streams.set(0, new Position(80, 7));
    for (int horizon = 101; horizon <= 110; horizon++) {
      pass(ChangeFeed.POLL_EVERY);
      horizonIs(horizon, horizon);
      when(changes.since(any(), anyLong())).thenReturn(List.of(change(horizon - 1)));
      streams.replaceAll(position -> feed.since(position).next());
    }

    verify(changes, times(11)).horizon();
    verify(changes, times(10 + 1)).since(any(), anyLong());
    assertThat(streams).containsOnly(new Position(109, Long.MAX_VALUE));
  }

  @Test
  void fullPageContinuesAfterItsLastChange() {
    horizonIs(200, 200);
    when(changes.since(any(), anyLong()))
        .thenReturn(Collections.nCopies(Changes.AT_ONCE, change(150)));

    Found found = feed.since(new Position(100, 1));

    assertThat(found.next()).isEqualTo(change(150).position());
  }

  @Test
  void positionFromBeforeARestoreIsUnknown() {
    horizonIs(90, 105);
    assertThat(feed.isKnown(new Position(104, Long.MAX_VALUE))).isTrue();
    // Another instance has read the horizon since.
    horizonIs(106, 106);
    assertThat(feed.isKnown(new Position(105, 1))).isTrue();
    assertThat(feed.isKnown(new Position(8123, 77))).isFalse();
  }

  @Test
  void lagGrowsUntilTheOldestWriterEnds() {
    horizonIs(100, 100);
    feed.refresh();
    pass(Duration.ofSeconds(1));
    horizonIs(90, 105);
    feed.refresh();
    pass(Duration.ofSeconds(20));
    feed.refresh();
    assertThat(lag()).isEqualTo(21);

    horizonIs(101, 130);
    pass(Duration.ofSeconds(1));
    feed.refresh();
    assertThat(lag()).isZero();
  }

  private double lag() {
    return metrics.get("balas.bot.stream.lag").gauge().value();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void horizonIs(long horizon, long latest) {
    when(changes.horizon()).thenReturn(new Horizon(horizon, latest));
  }

  private static Change change(long xid) {
    return new Change(
        new ChatKey("default", "628220000001@s.whatsapp.net"),
        new Position(xid, xid),
        true,
        null,
        null);
  }
}
