package id.balas.bot.ai.server;

import java.util.List;
import java.util.Map;

/// How the model hands a chat to a person: it calls a function, or it writes a word where the
/// server offers no functions.
final class HandOff {

  static final String FUNCTION = "hand_over_to_person";
  private static final String WORD = "AGENT";

  /// The `tools` of a request.
  static final List<Map<String, Object>> TOOLS =
      List.of(
          Map.of(
              "type",
              "function",
              "function",
              Map.of(
                  "name",
                  FUNCTION,
                  "description",
                  "Hands the chat to a person of the company. Call this instead of writing the word AGENT:"
                      + " when you do not know the answer, when a person must look it up or decide,"
                      + " or when the customer wants a person.",
                  "parameters",
                  Map.of("type", "object", "properties", Map.of()))));

  /// More than the tokens of [#TOOLS] in a prompt.
  static final int TOKENS = 150;

  private HandOff() {}

  /// Whether the text is or has the word on a line of its own. A server without a tool parser
  /// leaves the call in the text.
  static boolean isIn(String text) {
    return text.contains(FUNCTION)
        || letters(text).equalsIgnoreCase(WORD)
        || text.lines().anyMatch(line -> letters(line).equals(WORD));
  }

  private static String letters(String text) {
    return text.replaceAll("[^\\p{L}]", "");
  }
}
