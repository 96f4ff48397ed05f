package id.balas.system.attack;

import java.util.Set;

/// Who makes a request, and the value of its `Authorization` header. `role` is empty for callers
/// whose credential must not be accepted.
record Caller(String name, String authorization, String role, Set<String> scopes, boolean isKey) {

  private static final Set<String> AGENT = Set.of("chats:read", "chats:write");
  private static final Set<String> ADMIN =
      Set.of("chats:read", "chats:write", "deliveries", "intake");

  static final Caller NOBODY = new Caller("nobody", "", "", Set.of(), false);

  static Caller agent(String name, String token) {
    return new Caller(name, "Bearer " + token, "karyawan", AGENT, false);
  }

  static Caller admin(String name, String token) {
    return new Caller(name, "Bearer " + token, "admin", ADMIN, false);
  }

  static Caller key(String name, String key, String role, Set<String> scopes) {
    return new Caller(name, "Bearer " + key, role, scopes, true);
  }

  static Caller refused(String name, String token) {
    return new Caller(name, "Bearer " + token, "", Set.of(), false);
  }

  /// The same rights by another token.
  Caller with(String token) {
    return new Caller(name, "Bearer " + token, role, scopes, isKey);
  }

  String token() {
    return authorization.substring("Bearer ".length());
  }

  boolean isKnown() {
    return !role.isEmpty();
  }

  @Override
  public String toString() {
    return name;
  }
}
