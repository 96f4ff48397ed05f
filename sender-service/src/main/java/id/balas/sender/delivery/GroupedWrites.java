package id.balas.sender.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;

/// Batches the rows of many threads: rows that arrive while a statement runs go into the next one.
/// A row that finds none can wait a moment for others. A row that violates a constraint does not
/// fail the others.
final class GroupedWrites<R> implements AutoCloseable {

  private static final int MOST = 500;

  private record Pending<R>(String id, R row, CompletableFuture<Boolean> written) {}

  private final BlockingQueue<Pending<R>> queue = new LinkedBlockingQueue<>();
  private final Duration wait;
  private final Function<List<R>, Set<String>> statement;
  private final Thread writer;

  /// `statement` writes the rows in one transaction and returns the ids of those that it wrote.
  /// `wait` is how long a row waits for others while no statement runs.
  GroupedWrites(String name, Duration wait, Function<List<R>, Set<String>> statement) {
    this.wait = wait;
    this.statement = statement;
    this.writer = Thread.ofPlatform().name(name).daemon().start(this::write);
  }

  /// Returns whether the row was written, after the commit. Throws the exception of the statement.
  boolean write(String id, R row) {
    var pending = new Pending<>(id, row, new CompletableFuture<Boolean>());
    queue.add(pending);
    try {
      return pending.written().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Rows that are in no statement yet.
  int waiting() {
    return queue.size();
  }

  private void write() {
    List<Pending<R>> left = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (left.isEmpty() && queue.isEmpty()) {
          left.add(queue.take());
          LockSupport.parkNanos(wait.toNanos());
        }
        queue.drainTo(left, MOST);
      } catch (InterruptedException e) {
        break;
      }
      // Rows with the same id are written in separate statements, so that the second sees the
      // first.
      Map<String, Pending<R>> group = new LinkedHashMap<>();
      List<Pending<R>> next = new ArrayList<>();
      left.forEach(pending -> {
        if (group.putIfAbsent(pending.id(), pending) != null) {
          next.add(pending);
        }
      });
      write(List.copyOf(group.values()));
      left = next;
    }
  }

  private void write(List<Pending<R>> group) {
    try {
      Set<String> written = statement.apply(group.stream().map(Pending::row).toList());
      group.forEach(pending -> pending.written().complete(written.contains(pending.id())));
    } catch (DataIntegrityViolationException e) {
      if (group.size() == 1) {
        group.getFirst().written().completeExceptionally(e);
      } else {
        group.forEach(pending -> write(List.of(pending)));
      }
    } catch (RuntimeException | Error e) {
      // The writer must survive an Error too: no other thread writes.
      group.forEach(pending -> pending.written().completeExceptionally(e));
    }
  }

  @Override
  public void close() {
    writer.interrupt();
  }
}
