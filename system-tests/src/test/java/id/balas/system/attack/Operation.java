package id.balas.system.attack;

import java.util.List;
import java.util.Locale;

/// An operation and who may call it, written by hand from docs/users.md and docs/front-door.md. A
/// product owner can read the table; the access rules of the code are not read.
///
/// `callers` is one of these:
/// - `anybody`
/// - `user`: an agent or an admin, not an API key
/// - `admin`: an admin, not an API key
/// - a scope: users and API keys with it
/// - `admin` and a scope: admins and API keys of admins with it
/// - `front door`: no caller
record Operation(String service, String method, String path, String callers) {

  private static final String TABLE =
      """
      auth-service | GET | / | anybody
      auth-service | GET | /.well-known/jwks.json | anybody
      auth-service | POST | /auth/register | anybody
      auth-service | POST | /auth/login | anybody
      auth-service | POST | /auth/refresh | anybody
      auth-service | POST | /auth/logout | anybody
      auth-service | POST | /auth/reset | anybody
      auth-service | GET | /auth/me | user
      auth-service | PATCH | /auth/me | user
      auth-service | POST | /auth/me/password | user
      auth-service | POST | /auth/me/totp | user
      auth-service | POST | /auth/me/totp/confirm | user
      auth-service | POST | /auth/me/totp/off | user
      auth-service | GET | /auth/me/sessions | user
      auth-service | DELETE | /auth/me/sessions/{id} | user
      auth-service | GET | /auth/me/recovery-codes | user
      auth-service | POST | /auth/me/recovery-codes | user
      auth-service | POST | /auth/confirm | user
      auth-service | POST | /auth/logout-everywhere | user
      auth-service | GET | /users | admin
      auth-service | GET | /users/ | admin
      auth-service | GET | /users/admins | admin
      auth-service | GET | /users/agents | admin
      auth-service | GET | /users/{id} | admin
      auth-service | PATCH | /users/{id} | admin
      auth-service | DELETE | /users/{id} | admin
      auth-service | POST | /users/{id}/reset | admin
      auth-service | DELETE | /users/{id}/totp | admin
      auth-service | DELETE | /users/{id}/sessions | admin
      auth-service | GET | /invitations | admin
      auth-service | POST | /invitations | admin
      auth-service | DELETE | /invitations/{id} | admin
      auth-service | GET | /api-keys | admin
      auth-service | POST | /api-keys | admin
      auth-service | DELETE | /api-keys/{id} | admin
      auth-service | GET | /audit | admin
      bot-service | GET | /chats | chats:read
      bot-service | GET | /chats/stream | chats:read
      bot-service | GET | /chats/counts | chats:read
      bot-service | POST | /chats/bulk | chats:write
      bot-service | GET | /chats/bulk/{id} | chats:read
      bot-service | GET | /chats/scheduled | chats:read
      bot-service | GET | /chats/assist | chats:read
      bot-service | POST | /chats/{id}/assist | chats:write
      bot-service | GET | /chats/{id} | chats:read
      bot-service | PATCH | /chats/{id} | chats:write
      bot-service | GET | /chats/{id}/messages | chats:read
      bot-service | POST | /chats/{id}/messages | chats:write
      bot-service | PATCH | /chats/{id}/messages/{id} | chats:write
      bot-service | DELETE | /chats/{id}/messages/{id} | chats:write
      bot-service | PUT | /chats/{id}/messages/{id}/reaction | chats:write
      bot-service | DELETE | /chats/{id}/messages/{id}/reaction | chats:write
      bot-service | POST | /chats/{id}/messages/{id}/forward | chats:write
      bot-service | GET | /chats/{id}/scheduled | chats:read
      bot-service | POST | /chats/{id}/scheduled | chats:write
      bot-service | DELETE | /chats/{id}/scheduled/{id} | chats:write
      bot-service | POST | /chats/{id}/read | chats:write
      bot-service | POST | /chats/{id}/unread | chats:write
      bot-service | GET | /chats/{id}/presence | chats:read
      bot-service | PUT | /chats/{id}/presence | chats:write
      bot-service | DELETE | /chats/{id}/presence | chats:write
      bot-service | POST | /chats/{id}/resolve | chats:write
      bot-service | PUT | /chats/{id}/priority | chats:write
      bot-service | POST | /chats/{id}/snooze | chats:write
      bot-service | POST | /chats/{id}/reopen | chats:write
      bot-service | POST | /chats/{id}/transfer | chats:write
      bot-service | PUT | /chats/{id}/phone | admin chats:write
      bot-service | DELETE | /chats/{id}/phone | admin chats:write
      bot-service | GET | /chats/{id}/notes | chats:read
      bot-service | POST | /chats/{id}/notes | chats:write
      bot-service | DELETE | /chats/{id}/notes/{id} | chats:write
      bot-service | GET | /chats/{id}/timeline | chats:read
      bot-service | GET | /mentions | chats:read
      bot-service | POST | /mentions/{id}/seen | chats:write
      bot-service | POST | /chats/{id}/macros/{id} | chats:write
      bot-service | GET | /replies | chats:read
      bot-service | GET | /replies/export | admin chats:read
      bot-service | GET | /replies/{id}/message | chats:read
      bot-service | POST | /replies | admin chats:write
      bot-service | PUT | /replies/{id} | admin chats:write
      bot-service | DELETE | /replies/{id} | admin chats:write
      bot-service | GET | /macros | chats:read
      bot-service | GET | /macros/export | admin chats:read
      bot-service | POST | /macros | admin chats:write
      bot-service | PUT | /macros/{id} | admin chats:write
      bot-service | DELETE | /macros/{id} | admin chats:write
      bot-service | GET | /views | chats:read
      bot-service | POST | /views | chats:write
      bot-service | PUT | /views/{id} | chats:write
      bot-service | DELETE | /views/{id} | chats:write
      bot-service | GET | /commands | chats:read
      bot-service | GET | /commands/{id} | chats:read
      bot-service | GET | /labels | chats:read
      bot-service | POST | /labels | chats:write
      bot-service | PATCH | /labels/{id} | chats:write
      bot-service | DELETE | /labels/{id} | chats:write
      bot-service | GET | /export | admin chats:read
      bot-service | GET | /contacts | chats:read
      bot-service | GET | /contacts/export | admin chats:read
      bot-service | POST | /contacts/import | admin chats:write
      bot-service | GET | /contacts/{id} | chats:read
      bot-service | PATCH | /contacts/{id} | chats:write
      bot-service | POST | /contacts/{id}/merge | chats:write
      bot-service | PUT | /contacts/{id}/restrictions | chats:write
      bot-service | GET | /contact-fields | chats:read
      bot-service | PUT | /contact-fields/{id} | admin chats:write
      bot-service | DELETE | /contact-fields/{id} | admin chats:write
      bot-service | GET | /reports | admin chats:read
      bot-service | GET | /rules | chats:read
      bot-service | GET | /rules/{id} | chats:read
      bot-service | POST | /rules/try | chats:read
      bot-service | POST | /rules | admin chats:write
      bot-service | PUT | /rules/{id} | admin chats:write
      bot-service | DELETE | /rules/{id} | admin chats:write
      bot-service | GET | /hours | chats:read
      bot-service | PUT | /hours | admin chats:write
      bot-service | GET | /teams | chats:read
      bot-service | GET | /teams/{id} | chats:read
      bot-service | POST | /teams | admin chats:write
      bot-service | PUT | /teams/{id} | admin chats:write
      bot-service | DELETE | /teams/{id} | admin chats:write
      bot-service | GET | /agents | chats:read
      bot-service | PUT | /agents/me/availability | chats:write
      bot-service | PUT | /agents/{id}/capacity | admin chats:write
      bot-service | PUT | /internal/users/{id} | front door
      sender-service | PUT | /chats/{id}/typing | chats:write
      sender-service | GET | /media | chats:read
      sender-service | GET | /media/{id} | chats:read
      sender-service | POST | /media | chats:write
      sender-service | GET | /deliveries | admin deliveries
      sender-service | GET | /deliveries/dead-letters | admin deliveries
      sender-service | GET | /deliveries/{id} | admin deliveries
      sender-service | POST | /deliveries/{id}/resend | admin deliveries
      sender-service | POST | /deliveries/{id}/discard | admin deliveries
      sender-service | POST | /deliveries/resend | admin deliveries
      sender-service | POST | /deliveries/dead-letters/replay | admin deliveries
      sender-service | GET | /channels | admin deliveries
      sender-service | GET | /channels/interrupted | chats:read
      sender-service | POST | /channels/{id}/pause | admin deliveries
      sender-service | POST | /channels/{id}/resume | admin deliveries
      sender-service | POST | /channels/{id}/test-message | admin deliveries
      ingest-service | GET | /intake/gaps | admin intake
      ingest-service | GET | /intake/health | admin intake
      ingest-service | POST | /intake/backfill | admin intake
      ingest-service | POST | /intake/register | admin intake
      """;

  static final List<Operation> ALL =
      TABLE
          .lines()
          .map(line -> line.split(" \\| ", -1))
          .map(cells -> new Operation(cells[0], cells[1], cells[2], cells[3]))
          .toList();

  static final String FRONT_DOOR = "front door";

  /// As in an OpenAPI document, where variables have names.
  boolean is(String otherService, String otherMethod, String template) {
    return service.equals(otherService)
        && method.equals(otherMethod.toUpperCase(Locale.ROOT))
        && path.equals(template.replaceAll("\\{[^}]*}", "{id}"));
  }

  /// A call of it changes nothing: the ids are unknown, and other calls than GET have a parameter
  /// that no operation has.
  String harmless() {
    return path.replace("{id}", "999999999") + (method.equals("GET") ? "" : "?attack=1");
  }

  boolean isPublic() {
    return callers.equals("anybody");
  }

  /// The right response to a caller: 401, 403, or 0 if the caller is admitted.
  int refusal(Caller caller) {
    if (isPublic()) {
      return 0;
    }
    if (!caller.isKnown()) {
      return 401;
    }
    if (callers.equals(FRONT_DOOR)) {
      return 403;
    }
    if (callers.startsWith("admin") && !caller.role().equals("admin")) {
      return 403;
    }
    String scope = callers.replaceFirst("^admin ?", "");
    boolean isForUsers = scope.isEmpty() || scope.equals("user");
    return (isForUsers ? !caller.isKey() : caller.scopes().contains(scope)) ? 0 : 403;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
