package id.balas.service.text;

/// Cuts long texts, for logs, audits and error reports.
public final class ShortText {

  private ShortText() {}

  /// Returns the first `longest` characters followed by `…`, or the text itself if it is no longer.
  /// It never splits a surrogate pair.
  public static String of(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean splitsPair = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, splitsPair ? longest - 1 : longest) + "…";
  }
}
