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

  private static final int MAX_NOTICES = 10;
  private static final Duration BATCH_TIME = Duration.ofSeconds(1);

  private record Key(WebhookTarget target, String event) {}

  private final Map<Key, List<Notice>> batches = new HashMap<>();
  private final Timer timer;
  private final BiConsumer<WebhookTarget, List<Notice>> sender;

  Batches(Timer timer, BiConsumer<WebhookTarget, List<Notice>> sender) {
    this.timer = timer;
    this.sender = sender;
  }

  synchronized void add(WebhookTarget target, Notice notice) {
    Key key = new Key(target, notice.type() + "." + notice.method());
    List<Notice> batch = batches.computeIfAbsent(key, _ -> new ArrayList<>());
    batch.add(notice);
    if (batch.size() == 1) {
      timer.after(BATCH_TIME, () -> flush(key, batch));
    } else if (batch.size() == MAX_NOTICES) {
      flush(key, batch);
    }
  }

  private synchronized void flush(Key key, List<Notice> batch) {
    if (batches.remove(key, batch)) {
      sender.accept(key.target(), List.copyOf(batch));
    }
  }
}
