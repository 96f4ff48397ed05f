package id.balas.bot.answers.book;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A text that agents send often, with the variables of rules and `{agent}`, the name of the agent
/// who sends it.
public final class ReplyText {

  private static final String AGENT = "{agent}";

  private ReplyText() {}

  /// Throws [InvalidAnswerException] for an unknown variable.
  public static void check(String field, String text) {
    var _ = Variable.in(field, text.replace(AGENT, ""));
  }

  /// Inserted values are not expanded again.
  public static String fill(
      String text,
      Language language,
      Hours hours,
      Instant at,
      @Nullable String customerName,
      String agent) {
    var values = new Variable.Values(hours, at, customerName);
    return Arrays.stream(text.split("\\{agent}", -1))
        .map(part -> Variable.fill(part, language, values))
        .collect(Collectors.joining(agent));
  }
}
