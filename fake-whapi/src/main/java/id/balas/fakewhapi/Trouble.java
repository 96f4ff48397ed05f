package id.balas.fakewhapi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one call meets: it lasts longer, its errors have another shape, and it may end as `kind`
/// says.
record Trouble(
    @Nullable FaultKind kind, @Nullable Integer retryAfter, Duration delay, boolean flat) {

  static final Trouble NONE = new Trouble(null, null, Duration.ZERO, false);
}
