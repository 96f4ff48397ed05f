package id.balas.sender.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Says whether a channel bears one more call now: whether it is up, not paused, and has budget
/// left. Asked and told one at a time.
public interface Gate {

  /// Why the next call must wait, and until when at least.
  record Obstacle(Instant until, String reason) {}

  /// Null when a call may start; the budget for it is taken.
  @Nullable Obstacle ask(String channel, Instant now);

  /// The turn that was let in at `asked` is over; its budget comes back unless the provider was
  /// `called`.
  void ended(String channel, Instant asked, boolean called);
}
