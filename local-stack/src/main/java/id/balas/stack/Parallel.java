package id.balas.stack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Several steps at once.
final class Parallel {

  private Parallel() {}

  /// Returns when all have ended. Throws what the first of them that failed has thrown.
  static void run(Stream<Runnable> steps) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> running =
          steps.map(step -> CompletableFuture.runAsync(step, threads)).toList();
      running.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackFailure failure ? failure : e;
    }
  }
}
