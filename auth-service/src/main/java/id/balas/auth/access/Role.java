package id.balas.auth.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;

/// What a user may do: the desk's admin, or a `karyawan` (an employee; `agent` is the same on
/// input) who answers chats.
public enum Role {
  ADMIN("admin", Set.of("chats:read", "chats:write", "deliveries", "intake")),
  KARYAWAN("karyawan", Set.of("chats:read", "chats:write"));

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> scopes;

  Role(String word, Set<String> scopes) {
    this.word = word;
    this.scopes = scopes;
  }

  @JsonCreator
  public static Role of(String word) {
    return switch (word) {
      case "admin" -> ADMIN;
      case "karyawan", "agent" -> KARYAWAN;
      default -> throw new IllegalArgumentException("no role");
    };
  }

  @JsonValue
  public String word() {
    return word;
  }

  public Set<String> scopes() {
    return scopes;
  }
}
