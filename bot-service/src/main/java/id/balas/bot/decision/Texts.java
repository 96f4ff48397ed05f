package id.balas.bot.decision;

import org.jspecify.annotations.Nullable;

/// Words of others inside the bot's own.
public final class Texts {

  private static final int LONGEST_NAME = 60;

  private Texts() {}

  /// `{name}` becomes the customer's name, as far as it has the length of one; without a name it is left out.
  public static String withName(String text, @Nullable String name) {
    return name == null || name.isBlank()
        ? text.replace(" {name}", "")
        : text.replace("{name}", atMost(LONGEST_NAME, name.replaceAll("\\p{Cntrl}", " ").strip()));
  }

  /// At most so many characters as a reader counts them: half of one is no character.
  public static String atMost(int characters, String text) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters)) + "…";
  }
}
