package id.balas.sender.queue;

import id.balas.sender.channel.SendResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Permits for calls to the provider. [ChatQueues] acquires one with each task that may call and
/// releases it when the task has ended. Its calls to this interface never overlap.
public interface SendPermits {

  /// Returns a [Permit], or the [Obstacle] that delays the next call.
  Answer tryAcquire(String channel, Instant now);

  sealed interface Answer {}

  /// The channel may not be called before `until`.
  record Obstacle(Instant until, String reason) implements Answer {}

  /// The right to make one call. It holds a place among the channel's calls, a permission of its
  /// circuit breaker, and a token of its budget.
  non-sealed interface Permit extends Answer {

    /// Returns all that the permit holds; called exactly once. The circuit breaker counts `result`,
    /// which is null if no call was made. A call keeps its token.
    void release(@Nullable SendResult result);
  }
}
