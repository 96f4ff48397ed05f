package id.balas.bot.ai.server;

import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiResult.HttpStatus;
import id.balas.bot.ai.server.AiResult.Tokens;
import id.balas.bot.ai.text.Thoughts;
import id.balas.bot.ai.text.WhatsAppText;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Decides whether a completion is an answer. It reads `content` alone: thoughts are also in
/// `reasoning_content` and `reasoning`.
final class AnswerReader {

  private static final Pattern VISIBLE = Pattern.compile("[^\\s\\p{Z}\\p{Cf}\\p{Cc}\\p{Mn}]");

  private AnswerReader() {}

  /// Without `mayHandOff` the word and the function of [HandOff] mean nothing.
  static AiResult read(JsonNode completion, boolean mayHandOff) {
    JsonNode usage = completion.path("usage");
    var tokens =
        new Tokens(
            usage.path("prompt_tokens").asLong(0), usage.path("completion_tokens").asLong(0));
    JsonNode choice = completion.path("choices").path(0);
    JsonNode message = choice.path("message");
    String content = content(message.path("content"));
    NoAnswer why =
        message.isObject() && content != null
            ? whyNot(choice.path("finish_reason").asString(""), message, content, mayHandOff)
            : NoAnswer.GARBAGE;
    if (why != null) {
      return new Failed(why, HttpStatus.OK, tokens);
    }
    String said = Thoughts.removedFrom(String.valueOf(content));
    if (mayHandOff && HandOff.isIn(said)) {
      return new Failed(NoAnswer.WANTS_PERSON, HttpStatus.OK, tokens);
    }
    String text = WhatsAppText.of(said);
    return VISIBLE.matcher(text).find()
        ? new Answered(text, tokens)
        : new Failed(NoAnswer.EMPTY, HttpStatus.OK, tokens);
  }

  private static @Nullable NoAnswer whyNot(
      String finish, JsonNode message, String content, boolean mayHandOff) {
    if (mayHandOff && callsFunction(message)) {
      return NoAnswer.WANTS_PERSON;
    }
    if (!message.path("refusal").asString("").isBlank()) {
      return NoAnswer.DECLINED;
    }
    return switch (finish.toLowerCase(Locale.ROOT)) {
      case "length", "max_tokens", "model_length" -> NoAnswer.CUT_OFF;
      case "content_filter", "safety" -> NoAnswer.FILTERED;
      case "error", "abort" -> NoAnswer.TROUBLE;
      default -> content.isBlank() ? NoAnswer.EMPTY : null;
    };
  }

  // The only function that is offered hands the chat over. Older servers use `function_call`.
  private static boolean callsFunction(JsonNode message) {
    return !message.path("tool_calls").isEmpty() || message.path("function_call").isObject();
  }

  // Some servers return parts. Null if the content is neither.
  private static @Nullable String content(JsonNode content) {
    if (content.isNull() || content.isMissingNode()) {
      return "";
    }
    if (content.isString()) {
      return content.stringValue();
    }
    return content.isArray()
        ? content
            .valueStream()
            .filter(part -> part.path("type").asString("").equals("text"))
            .map(part -> part.path("text").asString(""))
            .collect(Collectors.joining())
        : null;
  }
}
