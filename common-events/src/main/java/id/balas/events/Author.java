package id.balas.events;

import org.jspecify.annotations.Nullable;

/// Who answers the customer. Messages of `BOT` and `AI` give way to people; a `NOTICE` (an acknowledgement, the
/// result of a command) is never held back.
public record Author(Kind kind, @Nullable String user) {

  /// `ADMIN` wrote from their own WhatsApp, `AGENT` from the dashboard: both have a `user`.
  public enum Kind {
    BOT,
    AI,
    ADMIN,
    AGENT,
    NOTICE
  }

  public static final Author BOT = new Author(Kind.BOT, null);
  public static final Author AI = new Author(Kind.AI, null);
  public static final Author NOTICE = new Author(Kind.NOTICE, null);

  public Author {
    Required.value("Author", "kind", kind);
    if (kind == Kind.ADMIN || kind == Kind.AGENT) {
      Required.text("Author", "user", user);
    }
  }

  public boolean isAutomatic() {
    return kind == Kind.BOT || kind == Kind.AI;
  }
}
