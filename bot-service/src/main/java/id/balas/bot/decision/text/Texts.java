package id.balas.bot.decision.text;

/// Helpers for text from outside that the bot includes in its own messages.
public final class Texts {

  private Texts() {}

  /// Truncates by code points, so that a surrogate pair is never split.
  public static String atMost(int characters, String text) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters)) + "…";
  }
}
