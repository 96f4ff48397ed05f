package id.balas.stack.process;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Runs several steps in parallel.
public final class Parallel {

  private Parallel() {}

  /// Returns when all have finished. Rethrows the exception of the first step that failed.
  public static void run(Stream<Runnable> steps) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> running =
          steps.map(step -> CompletableFuture.runAsync(step, threads)).toList();
      running.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackException failure ? failure : e;
    }
  }
}
