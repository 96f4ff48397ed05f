package id.balas.events.value;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/// Who gave a command. `answerChatId` is the chat that is told the result: an admin's own, on the
/// same channel. `role` is the role that a `USER` had when they gave it, `admin` or `karyawan`.
public record Issuer(Kind kind, String name, @Nullable String answerChatId, @Nullable String role) {

  /// `ADMIN` wrote in WhatsApp, `USER` used the dashboard, `SYSTEM` is a timer or a service of
  /// ours.
  public enum Kind {
    ADMIN,
    USER,
    SYSTEM
  }

  public Issuer {
    Required.value("Issuer", "kind", kind);
    Required.text("Issuer", "name", name);
  }

  public static Issuer system(String name) {
    return new Issuer(Kind.SYSTEM, name, null, null);
  }

  /// By their user name, as the front door's token tells it.
  public static Issuer user(String name, String role) {
    return new Issuer(Kind.USER, name, null, role);
  }

  /// Wrote from their own WhatsApp, and is told there what became of it.
  public static Issuer admin(String name, String answerChatId) {
    return new Issuer(Kind.ADMIN, name, answerChatId, null);
  }

  /// Everybody but an agent, who acts for the chats that are theirs.
  @JsonIgnore
  public boolean actsForAll() {
    return kind != Kind.USER || "admin".equals(role);
  }
}
