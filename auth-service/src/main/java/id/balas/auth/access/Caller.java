package id.balas.auth.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The user who makes a request, or whose API key a program uses (`apiKeyId` is then set). `role`
/// is `admin` or `karyawan`. `scopes` are those of the role, for a key limited to its own.
public record Caller(
    String id, String username, String role, Set<String> scopes, @Nullable String apiKeyId) {}
