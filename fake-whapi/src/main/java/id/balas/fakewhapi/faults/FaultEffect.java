package id.balas.fakewhapi.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The faults of one call: a delay, another error format, and possibly an end as given by `kind`.
public record FaultEffect(
    @Nullable FaultKind kind, @Nullable Integer retryAfter, Duration delay, boolean flat) {

  public static final FaultEffect NONE = new FaultEffect(null, null, Duration.ZERO, false);
}
