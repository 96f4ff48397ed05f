package id.balas.bot.answers.book;

import org.jspecify.annotations.Nullable;

/// Validates input values.
public final class Given {

  private Given() {}

  public static <T> T value(String name, @Nullable T value) {
    if (value == null) {
      throw new Unacceptable(name + " is missing");
    }
    return value;
  }

  public static String text(String name, @Nullable String value, int longest) {
    String text = value(name, value).strip();
    if (text.isEmpty()) {
      throw new Unacceptable(name + " is empty");
    }
    if (text.codePointCount(0, text.length()) > longest) {
      throw new Unacceptable(name + " is longer than " + longest + " characters");
    }
    if (text.indexOf('\0') >= 0) {
      throw new Unacceptable(name + " holds a NUL character");
    }
    return text;
  }
}
