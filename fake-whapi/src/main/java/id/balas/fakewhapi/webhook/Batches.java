package id.balas.fakewhapi.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Collects the notices of one webhook and event into one body, for one second or up to ten
/// notices.
final class Batches {

  private static final int MOST = 10;
  private static final Duration GATHERING = Duration.ofSeconds(1);

  private record Key(WebhookTarget target, String event) {}

  private final Map<Key, List<Notice>> gathered = new HashMap<>();
  private final Timer timer;
  private final BiConsumer<WebhookTarget, List<Notice>> sender;

  Batches(Timer timer, BiConsumer<WebhookTarget, List<Notice>> sender) {
    this.timer = timer;
    this.sender = sender;
  }

  synchronized void add(WebhookTarget target, Notice notice) {
    Key key = new Key(target, notice.type() + "." + notice.method());
    List<Notice> batch = gathered.computeIfAbsent(key, _ -> new ArrayList<>());
    batch.add(notice);
    if (batch.size() == 1) {
      timer.after(GATHERING, () -> flush(key, batch));
    } else if (batch.size() == MOST) {
      flush(key, batch);
    }
  }

  private synchronized void flush(Key key, List<Notice> batch) {
    if (gathered.remove(key, batch)) {
      sender.accept(key.target(), List.copyOf(batch));
    }
  }
}
