package id.balas.sender.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;

/// The database is a set of ids. Its first statement blocks until it is released, so that the other
/// rows form one batch.
class GroupedWritesTests {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore mayWrite = new Semaphore(0);
  private final Set<String> table = new HashSet<>();
  private final List<List<String>> statements = new CopyOnWriteArrayList<>();
  private final GroupedWrites<String> writes =
      new GroupedWrites<>("test", Duration.ZERO, this::insert);

  @AfterEach
  void close() {
    writes.close();
    threads.close();
  }

  @Test
  void rowsDuringAStatementGoIntoTheNextOne() throws Exception {
    Future<Boolean> first = write("first");
    List<Future<Boolean>> others = writeBehind("a", "b", "c");
    mayWrite.release(100);
    assertThat(first.get()).isTrue();
    for (Future<Boolean> other : others) {
      assertThat(other.get()).isTrue();
    }
    assertThat(statements).hasSize(2);
    assertThat(statements.getLast()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void rowThatFindsNoOtherWaitsForOneUntilItsWriterCloses() throws Exception {
    var patient = new GroupedWrites<>("patient", Duration.ofDays(1), this::insert);
    await().until(() -> stateOf("patient") == Thread.State.WAITING);
    mayWrite.release(100);
    Future<Boolean> first = threads.submit(() -> patient.write("first", "first"));
    Future<Boolean> second = threads.submit(() -> patient.write("second", "second"));
    await().until(() -> patient.waiting() == 1);
    assertThat(statements).isEmpty();
    patient.close();
    assertThat(first.get()).isTrue();
    assertThat(second.get()).isTrue();
    assertThat(statements).hasSize(1);
  }

  @Test
  void secondRowWithTheSameIdSeesTheFirst() throws Exception {
    var _ = write("first");
    List<Future<Boolean>> twins = writeBehind("a", "a");
    mayWrite.release(100);
    assertThat(List.of(twins.getFirst().get(), twins.getLast().get()))
        .containsExactlyInAnyOrder(true, false);
    assertThat(statements).containsExactly(List.of("first"), List.of("a"), List.of("a"));
  }

  @Test
  void rejectedRowDoesNotFailTheOthers() throws Exception {
    var _ = write("first");
    List<Future<Boolean>> group = writeBehind("a", "refused", "b");
    mayWrite.release(100);
    assertThat(group.getFirst().get()).isTrue();
    assertThat(group.getLast().get()).isTrue();
    assertThatThrownBy(group.get(1)::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void failedStatementFailsItsRowsOnly() throws Exception {
    var _ = write("first");
    List<Future<Boolean>> group = writeBehind("a", "broken");
    mayWrite.release(100);
    for (Future<Boolean> each : group) {
      assertThatThrownBy(each::get).hasCauseInstanceOf(QueryTimeoutException.class);
    }
    assertThat(write("a").get()).isTrue();
  }

  @Test
  void writerSurvivesAnError() throws Exception {
    mayWrite.release(100);
    assertThatThrownBy(write("error")::get).hasRootCauseInstanceOf(StackOverflowError.class);
    assertThat(write("a").get()).isTrue();
  }

  @Test
  void statementHasAtMost500Rows() {
    var _ = write("first");
    var _ = writeBehind(IntStream.range(0, 1_200).mapToObj(i -> "row" + i).toArray(String[]::new));
    mayWrite.release(10_000);
    await().until(() -> table.size() == 1_201);
    assertThat(statements)
        .hasSizeLessThan(6)
        .allSatisfy(rows -> assertThat(rows).hasSizeLessThanOrEqualTo(501));
  }

  private static Thread.State stateOf(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals(thread))
        .findFirst()
        .orElseThrow()
        .getState();
  }

  private Future<Boolean> write(String id) {
    return threads.submit(() -> writes.write(id, id));
  }

  // Queued while a statement is running.
  private List<Future<Boolean>> writeBehind(String... ids) {
    await().until(() -> !statements.isEmpty());
    List<Future<Boolean>> written = List.of(ids).stream().map(this::write).toList();
    await().until(() -> writes.waiting() == ids.length);
    return written;
  }

  private Set<String> insert(List<String> rows) {
    statements.add(rows);
    mayWrite.acquireUninterruptibly();
    if (rows.contains("refused")) {
      throw new DataIntegrityViolationException("a row is refused");
    }
    if (rows.contains("broken")) {
      throw new QueryTimeoutException("no answer");
    }
    if (rows.contains("error")) {
      throw new StackOverflowError();
    }
    Set<String> inserted = new HashSet<>();
    rows.stream().filter(table::add).forEach(inserted::add);
    return inserted;
  }
}
