package id.balas.bot.answers.book;

import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a keyword matches a customer's message. Ignores case and repeated spaces; `EXACT` and `WORD`
/// also ignore punctuation.
public enum Match {
  /// Equals the whole message.
  EXACT,
  /// Occurs anywhere, also inside a word.
  CONTAINS,
  /// Occurs as one or more whole words.
  WORD,
  /// The message starts with it.
  PREFIX,
  /// A regular expression that matches anywhere. RE2 syntax, because RE2 needs only linear time.
  REGEX;

  // RE2's time per character grows with the size of the program. Counted repetitions multiply that
  // size, so they are limited before the pattern is compiled.
  private static final int LARGEST_PROGRAM = 500;
  private static final int MOST_REPETITIONS = 100;
  private static final Pattern COUNTED = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

  /// Throws [InvalidAnswerException] if the keyword cannot match any message or costs too much.
  Predicate<NormalizedText> finds(String keyword) {
    NormalizedText wanted = NormalizedText.of(keyword);
    if (wanted.line().isEmpty() || (this == WORD && wanted.hasNoWord())) {
      throw new InvalidAnswerException(
          "keywords", "has \"" + keyword + "\" without a word. Write one, or match by CONTAINS");
    }
    return switch (this) {
      case EXACT ->
          wanted.hasNoWord()
              ? words -> words.line().equals(wanted.line())
              : words -> words.plain().equals(wanted.plain());
      case CONTAINS -> words -> words.line().contains(wanted.line());
      case WORD -> words -> words.plain().contains(wanted.plain());
      case PREFIX -> words -> words.line().startsWith(wanted.line());
      case REGEX -> pattern(keyword);
    };
  }

  /// The size of the program of a regular expression, which its run time is proportional to. Other
  /// matches cost next to nothing.
  int cost(String keyword) {
    return this == REGEX ? com.google.re2j.Pattern.compile(keyword).programSize() : 0;
  }

  private static Predicate<NormalizedText> pattern(String keyword) {
    long repetitions = 1;
    for (Matcher counted = COUNTED.matcher(keyword);
        counted.find() && repetitions <= MOST_REPETITIONS; ) {
      String most =
          counted.group(2) == null || counted.group(2).isEmpty()
              ? counted.group(1)
              : counted.group(2);
      repetitions *= most.length() > 3 ? MOST_REPETITIONS + 1 : Math.max(1, Integer.parseInt(most));
    }
    if (repetitions > MOST_REPETITIONS) {
      throw new InvalidAnswerException(
          "keywords",
          "has the pattern \""
              + keyword
              + "\" with too many repetitions. The numbers in braces may multiply to at most "
              + MOST_REPETITIONS);
    }
    try {
      var pattern =
          com.google.re2j.Pattern.compile(keyword, com.google.re2j.Pattern.CASE_INSENSITIVE);
      if (pattern.programSize() > LARGEST_PROGRAM) {
        throw new InvalidAnswerException(
            "keywords",
            "has the pattern \"" + keyword + "\", which is too large. Write shorter ones");
      }
      if (pattern.matcher("").find()) {
        throw new InvalidAnswerException(
            "keywords", "has the pattern \"" + keyword + "\", which matches every message");
      }
      return words -> pattern.matcher(words.line()).find();
    } catch (PatternSyntaxException e) {
      throw new InvalidAnswerException(
          "keywords",
          "has the pattern \"" + keyword + "\", which is invalid in RE2: " + e.getDescription());
    }
  }
}
