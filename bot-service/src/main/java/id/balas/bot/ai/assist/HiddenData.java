package id.balas.bot.ai.assist;

import id.balas.bot.ai.text.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The personal data of one call. Each value has a mark such as `[number 2]` in what the AI reads,
/// and is put back into what the AI writes. So a shortened text keeps its phone number, which the
/// AI never saw.
final class HiddenData {

  // The word may be translated, so the number decides.
  private static final Pattern MARK = Pattern.compile("\\[\\p{L}[\\p{L} ]{0,30}+(\\p{Nd}{1,4})]");

  private final List<String> values = new ArrayList<>();

  String hide(String text) {
    return Masking.replace(text, this::mark);
  }

  private String mark(String kind, String value) {
    if (!values.contains(value)) {
      values.add(value);
    }
    return "[" + kind + " " + (values.indexOf(value) + 1) + "]";
  }

  String restore(String text) {
    return MARK.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  // A mark that was never given is text.
  private String value(MatchResult found) {
    int number = Integer.parseInt(found.group(1));
    return number >= 1 && number <= values.size() ? values.get(number - 1) : found.group();
  }
}
