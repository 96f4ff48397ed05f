package id.balas.fakewhapi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The faults of one call: a delay, another error format, and possibly an end as given by `kind`.
record Trouble(
    @Nullable FaultKind kind, @Nullable Integer retryAfter, Duration delay, boolean flat) {

  static final Trouble NONE = new Trouble(null, null, Duration.ZERO, false);
}
