package id.balas.events.value;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/// The issuer of a command. The result is sent to `answerChatId`: an admin's own chat on the same
/// channel. `role` is the role of a `USER` at that time, `admin` or `karyawan`.
public record Issuer(Kind kind, String name, @Nullable String answerChatId, @Nullable String role) {

  /// `ADMIN` wrote in WhatsApp, `USER` used the REST API, `SYSTEM` is a timer or one of our
  /// services.
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

  /// A user of the REST API, by the user name in the front door's token.
  public static Issuer user(String name, String role) {
    return new Issuer(Kind.USER, name, null, role);
  }

  /// An admin who wrote in WhatsApp and gets the result there.
  public static Issuer admin(String name, String answerChatId) {
    return new Issuer(Kind.ADMIN, name, answerChatId, null);
  }

  /// False for an agent, who acts only for assigned chats.
  @JsonIgnore
  public boolean actsForAll() {
    return kind != Kind.USER || "admin".equals(role);
  }
}
