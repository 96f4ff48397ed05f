package id.balas.sender.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Permits for calls to the provider. [ChatQueues] acquires one for each task that may call and
/// releases it when the task has ended. Calls are made one at a time.
public interface SendPermits {

  /// Why the next call must wait, and until when at least.
  record Obstacle(Instant until, String reason) {}

  /// Returns null when a call may start. Then its budget is taken and [#release] must follow.
  @Nullable Obstacle tryAcquire(String channel, Instant now);

  /// Ends the task that acquired its permit at `acquiredAt`. Its budget returns unless the provider
  /// was `called`.
  void release(String channel, Instant acquiredAt, boolean called);
}
