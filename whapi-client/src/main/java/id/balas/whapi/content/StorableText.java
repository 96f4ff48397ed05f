package id.balas.whapi.content;

import id.balas.service.text.ShortText;

/// Makes text storable for every consumer of a record. PostgreSQL stores no NUL, and UTF-8 has no
/// unpaired surrogates. Text longer than WhatsApp's longest message is truncated.
public final class StorableText {

  public static final int LONGEST = 65_536;

  private StorableText() {}

  public static String of(String text) {
    int unfit = firstUnfit(text);
    return shortened(unfit < 0 ? text : repaired(text, unfit), LONGEST);
  }

  /// Truncates to at most `longest` characters, including a final `…`. It never splits a surrogate
  /// pair.
  public static String shortened(String text, int longest) {
    return text.length() <= longest ? text : ShortText.of(text, longest - 1);
  }

  private static int firstUnfit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return i;
      }
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  // Removing a NUL can join two unpaired surrogates, so pairs are checked in the original text.
  private static String repaired(String text, int from) {
    StringBuilder repaired = new StringBuilder(text.length()).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (isPair(text, i)) {
          repaired.append(c).append(text.charAt(++i));
        } else {
          repaired.append('\uFFFD');
        }
      } else if (c != 0) {
        repaired.append(c);
      }
    }
    return repaired.toString();
  }
}
