package id.balas.system.load.desk;

import id.balas.system.load.figures.Latency;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// An agent's reads at constant intervals, below the front door's limit for one user.
public final class DeskReads implements AutoCloseable {

  private static final List<String> PATHS =
      List.of("/chats?view=waiting", "/chats?view=all", "/chats/counts");
  private static final long EVERY_NANOS = 200_000_000;

  private final Desk desk;
  private final List<Long> micros = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Void> reads;
  private volatile boolean isEnded;

  public DeskReads(Desk desk) {
    this.desk = desk;
    this.reads = CompletableFuture.runAsync(this::read, Thread::startVirtualThread);
  }

  private void read() {
    long due = System.nanoTime();
    for (int i = 0; !isEnded; i++) {
      String _ = desk.get(PATHS.get(i % PATHS.size()), "application/json", BodyHandlers.ofString());
      micros.add((System.nanoTime() - due) / 1_000);
      due += EVERY_NANOS;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  public Latency latency() {
    return Latency.of(micros.stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public void close() {
    isEnded = true;
    reads.join();
    desk.close();
  }
}
