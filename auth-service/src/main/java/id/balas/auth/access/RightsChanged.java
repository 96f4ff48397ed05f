package id.balas.auth.access;

/// Event: the rights of a caller changed, so cached callers are stale. Inside a transaction it
/// takes effect at the commit.
public record RightsChanged() {}
