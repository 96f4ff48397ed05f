package id.balas.events.value;

import org.jspecify.annotations.Nullable;

/// Who answers the customer. Messages of `BOT` and `AI` give way to people; a `NOTICE` (an
/// acknowledgement, the result of a command) is never held back. `basis` says what made an
/// automatic answer: the rule, or the model and the prompt's version.
public record Author(Kind kind, @Nullable String user, @Nullable String basis) {

  /// `ADMIN` wrote from their own WhatsApp, `AGENT` from the dashboard: both have a `user`.
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

  /// An answer of the bot itself by this rule.
  public static Author bot(String rule) {
    return new Author(Kind.BOT, null, rule);
  }

  /// An answer of this model with this prompt.
  public static Author ai(String modelAndPrompt) {
    return new Author(Kind.AI, null, modelAndPrompt);
  }

  /// One of us, by name.
  public static Author person(Kind kind, String user) {
    return new Author(kind, user, null);
  }

  public boolean isAutomatic() {
    return kind == Kind.BOT || kind == Kind.AI;
  }
}
