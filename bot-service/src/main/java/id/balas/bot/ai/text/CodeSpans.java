package id.balas.bot.ai.text;

import java.util.HashMap;
import java.util.Map;

/// Code between runs of backticks. A run ends at the next run of the same length.
final class CodeSpans {

  private CodeSpans() {}

  /// The start of each run that has an end, with the start of that end. Reads the text once.
  static Map<Integer, Integer> endsIn(String text) {
    Map<Integer, Integer> ends = new HashMap<>();
    Map<Integer, Integer> lastOfLength = new HashMap<>();
    int end = text.lastIndexOf('`');
    while (end >= 0) {
      int start = end;
      while (start > 0 && text.charAt(start - 1) == '`') {
        start--;
      }
      Integer next = lastOfLength.put(end - start + 1, start);
      if (next != null) {
        ends.put(start, next);
      }
      end = text.lastIndexOf('`', start - 1);
    }
    return ends;
  }
}
