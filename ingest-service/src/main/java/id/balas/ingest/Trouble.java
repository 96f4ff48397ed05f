package id.balas.ingest;

import org.jspecify.annotations.Nullable;

/// Something may have been missed: told as an application event to whoever looks for gaps.
/// `channel` is null when it may be any; `reason` is for people, such as "a body was too large".
public record Trouble(@Nullable String channel, String reason) {}
