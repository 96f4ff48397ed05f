package id.balas.auth.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who makes a request: a signed-in person, or a program with an API key of theirs (`apiKeyId` is
/// then set). `role` is `admin` or `karyawan`; `scopes` is what the role allows, of a key no more
/// than it was given.
public record Caller(
    String id, String username, String role, Set<String> scopes, @Nullable String apiKeyId) {}
