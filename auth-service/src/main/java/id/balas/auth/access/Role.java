package id.balas.auth.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import id.balas.service.web.InvalidValueException;
import java.util.Set;

/// An admin, or a `karyawan` (Indonesian for employee), who answers chats. Input may also say
/// `agent` for `karyawan`.
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
      default -> throw new InvalidValueException("must be admin or karyawan");
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
