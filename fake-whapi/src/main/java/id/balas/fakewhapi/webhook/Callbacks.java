package id.balas.fakewhapi.webhook;

import id.balas.fakewhapi.faults.FaultKind;
import id.balas.fakewhapi.faults.Faults;
import id.balas.fakewhapi.model.WebhookState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Delivers a channel's events to its webhooks. Those of one chat are sent in sequence. A failed
/// callback is retried with growing delays, so later ones may overtake it.
public final class Callbacks implements AutoCloseable {

  private static final int LANES = 16;
  private static final int MOST_TRIES = 100;
  private static final Duration SHUFFLE = Duration.ofSeconds(3);

  private final String channelName;
  private final String channelId;
  private final ChannelSettings settings;
  private final Faults faults;
  private final Timer timer;
  private final CallbackFiles files;
  private final CallbackClient call;
  private final Batches batches;
  private final List<BlockingQueue<Callback>> lanes;
  private final List<Thread> workers;
  private final Map<String, Callback> undelivered = new ConcurrentHashMap<>();
  private volatile double pace = 1;

  public Callbacks(
      String channelName,
      String channelId,
      ChannelSettings settings,
      Faults faults,
      Timer timer,
      CallbackFiles files,
      CallbackClient call) {
    this.channelName = channelName;
    this.channelId = channelId;
    this.settings = settings;
    this.faults = faults;
    this.timer = timer;
    this.files = files;
    this.call = call;
    this.batches =
        new Batches(timer, (target, notices) -> send(Callback.of(channelId, target, notices)));
    this.lanes =
        Stream.<BlockingQueue<Callback>>generate(LinkedBlockingQueue::new).limit(LANES).toList();
    this.workers = lanes.stream().map(lane -> Thread.startVirtualThread(() -> work(lane))).toList();
    files.read().forEach(this::enqueue);
  }

  /// Scales the provider's delays for tests: 0.01 makes 3 s to 30 ms.
  public void pace(double factor) {
    pace = factor;
  }

  public double pace() {
    return pace;
  }

  public void tell(Notice notice) {
    for (WebhookTarget target : settings.webhooks()) {
      if (target.wants(notice)) {
        notice.told(WebhookState.WAITING);
        if (!notice.isOfTheChannel() && meets(FaultKind.BATCHED_WEBHOOKS, notice.chatId())) {
          batches.add(target, notice);
        } else {
          send(Callback.of(channelId, target, List.of(notice)));
        }
      }
    }
  }

  private boolean meets(FaultKind kind, @Nullable String chatId) {
    return faults.meetsWebhook(kind, channelName, chatId);
  }

  private void send(Callback callback) {
    if (meets(FaultKind.DUPLICATE_WEBHOOKS, callback.chatId())) {
      enqueue(callback.twin());
    }
    if (meets(FaultKind.REORDERED_WEBHOOKS, callback.chatId())) {
      later(Duration.ofMillis(ThreadLocalRandom.current().nextLong(SHUFFLE.toMillis())), callback);
    } else {
      enqueue(callback);
    }
  }

  private void enqueue(Callback callback) {
    undelivered.put(callback.id(), callback);
    lanes.get(Math.floorMod(Objects.hashCode(callback.chatId()), LANES)).add(callback);
  }

  private void later(Duration wait, Callback callback) {
    undelivered.put(callback.id(), callback);
    timer.after(
        Duration.ofNanos((long) (wait.toNanos() * pace)), () -> enqueueUnlessForgotten(callback));
  }

  private void enqueueUnlessForgotten(Callback callback) {
    if (undelivered.containsKey(callback.id())) {
      enqueue(callback);
    }
  }

  /// Drops what a restarted provider forgets: without `callback_persist`, everything undelivered.
  public void forgetUnlessKept() {
    if (!settings.keepsCallbacks()) {
      lanes.forEach(BlockingQueue::clear);
      undelivered.values().forEach(callback -> end(callback, WebhookState.GIVEN_UP));
    }
  }

  private void work(BlockingQueue<Callback> lane) {
    try {
      while (true) {
        attempt(lane.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Callback callback) throws InterruptedException {
    if (call.succeeds(callback, meets(FaultKind.WEBHOOK_OUTAGE, callback.chatId()))) {
      end(callback, WebhookState.TOLD);
    } else if (callback.attempt() >= MOST_TRIES) {
      end(callback, WebhookState.GIVEN_UP);
    } else {
      if (settings.keepsCallbacks()) {
        files.keep(callback);
      }
      later(settings.backoff(callback.attempt()), callback.again());
    }
  }

  private void end(Callback callback, WebhookState state) {
    undelivered.remove(callback.id());
    files.forget(callback);
    callback.told(state);
    call.tellWatchers(channelName, callback);
  }

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
    if (settings.keepsCallbacks()) {
      undelivered.values().forEach(files::keep);
    }
  }
}
