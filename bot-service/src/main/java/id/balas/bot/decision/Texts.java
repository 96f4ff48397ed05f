package id.balas.bot.decision;

/// Words of others inside the bot's own.
public final class Texts {

  private Texts() {}

  /// At most so many characters as a reader counts them: half of one is no character.
  public static String atMost(int characters, String text) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters)) + "…";
  }
}
