package id.balas.sender.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;

/// Writes the rows of many threads in few statements: what comes while one statement runs goes into
/// the next. A row that the database refuses does not take the others with it.
final class GroupedWrites<R> implements AutoCloseable {

  private static final int MOST = 500;

  private record Pending<R>(String id, R row, CompletableFuture<Boolean> written) {}

  private final BlockingQueue<Pending<R>> queue = new LinkedBlockingQueue<>();
  private final Function<List<R>, Set<String>> statement;
  private final Thread writer;

  /// `statement` writes the rows in one transaction and returns the ids of those that it wrote.
  GroupedWrites(String name, Function<List<R>, Set<String>> statement) {
    this.statement = statement;
    this.writer = Thread.ofPlatform().name(name).daemon().start(this::write);
  }

  /// Whether the row was written, known when that is durable. Throws what the database threw.
  boolean write(String id, R row) {
    var pending = new Pending<>(id, row, new CompletableFuture<Boolean>());
    queue.add(pending);
    try {
      return pending.written().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Rows that no statement has taken up yet.
  int waiting() {
    return queue.size();
  }

  private void write() {
    List<Pending<R>> left = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (left.isEmpty()) {
          left.add(queue.take());
        }
        queue.drainTo(left, MOST);
      } catch (InterruptedException e) {
        break;
      }
      // Of two rows with one id the second must meet the first.
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
      // Also for an error the writer goes on: nobody else would ever write.
      group.forEach(pending -> pending.written().completeExceptionally(e));
    }
  }

  @Override
  public void close() {
    writer.interrupt();
  }
}
