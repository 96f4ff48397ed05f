package id.balas.bot.ai.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Removes a model's thoughts from its text. Servers without a reasoning parser leave them there,
/// between tags such as `<think>` or in the channels of OpenAI's open models.
public final class Thoughts {

  // Bounded and possessive, so that the search takes linear time.
  private static final Pattern TAG =
      Pattern.compile(
          "(?i:[<◁]\\s{0,9}+(?<end>/?)\\s{0,9}+(?:seed:)?"
              + "(?:think(?:ing)?|thoughts?|reasoning|reflection|analysis|scratchpad)"
              + "(?:\\s[^<>◁▷]{0,99}+)?[>▷])|\\[(?<bracketEnd>/?)THINK]");
  private static final Pattern ANSWER_TAG =
      Pattern.compile("(?i)<\\s{0,9}+/?\\s{0,9}+(?:answer|response|final)\\s{0,9}+>");
  private static final Pattern SPECIAL_TOKEN = Pattern.compile("<\\|[A-Za-z_]{1,30}+\\|>");
  private static final String CHANNEL = "<|channel|>";
  private static final String FINAL_CHANNEL = "<|channel|>final<|message|>";

  private Thoughts() {}

  /// The text without thoughts. Empty if a thought has no end: the answer after it is missing.
  public static String removedFrom(String text) {
    String all = finalChannel(text);
    var said = new StringBuilder();
    Matcher tag = TAG.matcher(all);
    int from = 0;
    int depth = 0;
    while (tag.find()) {
      if (depth == 0) {
        said.append(all, from, tag.start());
      }
      if (!isEnd(tag)) {
        depth++;
      } else if (depth > 0) {
        depth--;
      } else {
        // The chat template has opened this thought, so the text begins inside it.
        said.setLength(0);
      }
      from = tag.end();
    }
    if (depth > 0) {
      return "";
    }
    said.append(all, from, all.length());
    return ANSWER_TAG.matcher(said).replaceAll("").strip();
  }

  private static boolean isEnd(Matcher tag) {
    return "/".equals(tag.group("end")) || "/".equals(tag.group("bracketEnd"));
  }

  // What follows the answer's end token is the model's continuation of the conversation.
  private static String finalChannel(String text) {
    int last = text.lastIndexOf(FINAL_CHANNEL);
    if (last < 0 && text.contains(CHANNEL)) {
      return "";
    }
    String said = last < 0 ? text : text.substring(last + FINAL_CHANNEL.length());
    return SPECIAL_TOKEN.splitAsStream(said).filter(part -> !part.isBlank()).findFirst().orElse("");
  }
}
