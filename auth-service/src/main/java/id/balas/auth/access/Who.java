package id.balas.auth.access;

import org.jspecify.annotations.Nullable;

/// Which callers a rule admits. A person is a user with a session; where a scope is named, an API
/// key with that scope is admitted too.
public enum Who {
  ANYBODY(false, null),
  PERSON(false, null),
  ADMIN(true, null),
  CHAT_READER(false, "chats:read"),
  CHAT_WRITER(false, "chats:write"),
  ADMIN_WHO_READS_CHATS(true, "chats:read"),
  ADMIN_WHO_WRITES_CHATS(true, "chats:write"),
  ADMIN_OF_DELIVERIES(true, "deliveries"),
  ADMIN_OF_INTAKE(true, "intake");

  private final boolean admin;
  private final @Nullable String scope;

  Who(boolean admin, @Nullable String scope) {
    this.admin = admin;
    this.scope = scope;
  }

  public boolean includes(Caller caller) {
    return (!admin || caller.role().equals(Role.ADMIN.word()))
        && (scope == null
            ? this == ANYBODY || caller.apiKeyId() == null
            : caller.scopes().contains(scope));
  }
}
