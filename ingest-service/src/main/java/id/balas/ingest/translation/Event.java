package id.balas.ingest.translation;

import org.jspecify.annotations.Nullable;

/// What the request itself says the body is about, by its path and verb: `messages` and `post`. The body's keys tell
/// more, so both may be null.
public record Event(@Nullable String type, @Nullable String method) {

  public static final Event UNTOLD = new Event(null, null);
}
