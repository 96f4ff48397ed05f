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

  /// Bodies that are under way at once.
  public static final int QUEUES = 256;

  private static final int MAX_ATTEMPTS = 100;
  private static final Duration MAX_SHUFFLE = Duration.ofSeconds(3);

  private final String channelName;
  private final String channelId;
  private final ChannelSettings settings;
  private final Faults faults;
  private final Timer timer;
  private final CallbackFiles files;
  private final CallbackClient client;
  private final Batches batches;
  private final List<BlockingQueue<Callback>> queues;
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
      CallbackClient client) {
    this.channelName = channelName;
    this.channelId = channelId;
    this.settings = settings;
    this.faults = faults;
    this.timer = timer;
    this.files = files;
    this.client = client;
    this.batches =
        new Batches(timer, (target, notices) -> send(Callback.of(channelId, target, notices)));
    this.queues =
        Stream.<BlockingQueue<Callback>>generate(LinkedBlockingQueue::new).limit(QUEUES).toList();
    this.workers =
        queues.stream().map(queue -> Thread.startVirtualThread(() -> work(queue))).toList();
    files.read().forEach(this::enqueue);
  }

  /// Scales the provider's delays for tests: 0.01 makes 3 s to 30 ms.
  public void pace(double factor) {
    pace = factor;
  }

  public double pace() {
    return pace;
  }

  public void publish(Notice notice) {
    for (WebhookTarget target : settings.webhooks()) {
      if (target.isSubscribedTo(notice)) {
        notice.webhookState(WebhookState.WAITING);
        if (!notice.isOfChannel() && hits(FaultKind.BATCHED_WEBHOOKS, notice.chatId())) {
          batches.add(target, notice);
        } else {
          send(Callback.of(channelId, target, List.of(notice)));
        }
      }
    }
  }

  /// Whether a fault hits the webhooks of this chat. A hit is counted.
  public boolean hits(FaultKind kind, @Nullable String chatId) {
    return faults.hitsWebhook(kind, channelName, chatId);
  }

  private void send(Callback callback) {
    if (hits(FaultKind.DUPLICATE_WEBHOOKS, callback.chatId())) {
      enqueue(callback.duplicate());
    }
    if (hits(FaultKind.REORDERED_WEBHOOKS, callback.chatId())) {
      enqueueAfter(
          Duration.ofMillis(ThreadLocalRandom.current().nextLong(MAX_SHUFFLE.toMillis())),
          callback);
    } else {
      enqueue(callback);
    }
  }

  private void enqueue(Callback callback) {
    undelivered.put(callback.id(), callback);
    queues.get(Math.floorMod(Objects.hashCode(callback.chatId()), QUEUES)).add(callback);
  }

  private void enqueueAfter(Duration wait, Callback callback) {
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
  public void dropUnlessPersisted() {
    if (!settings.persistsCallbacks()) {
      queues.forEach(BlockingQueue::clear);
      undelivered.values().forEach(callback -> finish(callback, WebhookState.GIVEN_UP));
    }
  }

  private void work(BlockingQueue<Callback> queue) {
    try {
      while (true) {
        attempt(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Callback callback) {
    if (client.deliver(callback, hits(FaultKind.WEBHOOK_OUTAGE, callback.chatId()))) {
      finish(callback, WebhookState.DELIVERED);
    } else if (callback.attempt() >= MAX_ATTEMPTS) {
      finish(callback, WebhookState.GIVEN_UP);
    } else {
      if (settings.persistsCallbacks()) {
        files.save(callback);
      }
      enqueueAfter(settings.backoff(callback.attempt()), callback.nextAttempt());
    }
  }

  private void finish(Callback callback, WebhookState state) {
    undelivered.remove(callback.id());
    files.delete(callback);
    callback.webhookState(state);
    client.publishBubbles(channelName, callback);
  }

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
    workers.forEach(Callbacks::join);
    client.close();
    if (settings.persistsCallbacks()) {
      undelivered.values().forEach(files::save);
    }
  }

  // An interrupted delivery ends at once.
  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
