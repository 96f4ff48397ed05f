package id.balas.events;

import org.jspecify.annotations.Nullable;

/// Who gave a command. `answerChatId` is the chat that is told the result: an admin's own, on the same channel.
public record Issuer(Kind kind, String name, @Nullable String answerChatId) {

  /// `ADMIN` wrote in WhatsApp, `USER` used the dashboard, `SYSTEM` is a timer or a service of ours.
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
    return new Issuer(Kind.SYSTEM, name, null);
  }
}
