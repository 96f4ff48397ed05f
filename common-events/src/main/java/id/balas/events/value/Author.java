package id.balas.events.value;

import org.jspecify.annotations.Nullable;

/// The author of an outgoing message. Messages of `BOT` and `AI` are dropped when an agent takes
/// over. A `NOTICE`, such as the result of a command, is always sent. `basis` names the rule, or
/// the model and the version of the prompt.
public record Author(Kind kind, @Nullable String user, @Nullable String basis) {

  /// `ADMIN` wrote in WhatsApp, `AGENT` on the desk. Both have a `user`.
  public enum Kind {
    BOT,
    AI,
    ADMIN,
    AGENT,
    NOTICE
  }

  public static final Author BOT = new Author(Kind.BOT, null, null);
  public static final Author AI = new Author(Kind.AI, null, null);
  public static final Author NOTICE = new Author(Kind.NOTICE, null, null);

  public Author {
    Required.value("Author", "kind", kind);
    if (kind == Kind.ADMIN || kind == Kind.AGENT) {
      Required.text("Author", "user", user);
    }
  }

  /// An answer of the bot by this rule.
  public static Author bot(String rule) {
    return new Author(Kind.BOT, null, rule);
  }

  /// An answer of this model with this prompt.
  public static Author ai(String modelAndPrompt) {
    return new Author(Kind.AI, null, modelAndPrompt);
  }

  /// A named agent or admin.
  public static Author person(Kind kind, String user) {
    return new Author(kind, user, null);
  }

  public boolean isAutomatic() {
    return kind == Kind.BOT || kind == Kind.AI;
  }
}
