package id.balas.auth.access;

/// Published after a change of what a caller may do, so that cached callers are dropped. Within a
/// transaction it takes effect at the commit.
public record RightsChanged() {}
