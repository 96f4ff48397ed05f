package id.balas.fakeai;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The fake AI of the local stack. It answers every question in Markdown. A mark such as `#length`
/// in the question asks for another result.
public record AiScript(AiServerKind kind) implements AiBehavior {

  private static final Pattern MARK = Pattern.compile("#(?<mark>[a-z]+|[45]\\d\\d)\\b");
  private static final int SLOW_SECONDS = 30;
  private static final String THOUGHT = "The customer asks. I must not show this thought.";

  @Override
  public void answer(HttpExchange exchange, JsonNode request)
      throws IOException, InterruptedException {
    String question = question(request);
    Matcher found = MARK.matcher(question);
    String mark = found.find() ? found.group("mark") : "";
    if (mark.equals("slow")) {
      TimeUnit.SECONDS.sleep(SLOW_SECONDS);
    }
    if (!mark.isEmpty() && Character.isDigit(mark.charAt(0))) {
      AiErrors.status(Integer.parseInt(mark)).send(exchange);
    } else {
      kind.saying(_ -> reply(mark, question)).answer(exchange, request);
    }
  }

  private static AiReply reply(String mark, String question) {
    AiReply answer =
        AiReply.of(
                "# Jawaban AI tiruan\n\nAnda menulis **%s**. Lihat [bantuan](https://example.com/bantuan)."
                    .formatted(question.replace('*', ' ').strip()))
            .thinking(THOUGHT);
    return switch (mark) {
      case "handoff" -> AiReply.handOff();
      case "refuse" -> AiReply.refusal("I cannot help with that.");
      case "length" -> answer.finished("length");
      case "filter" -> answer.finished("content_filter");
      case "empty" -> AiReply.of("");
      case "think" -> AiReply.of("<think>" + THOUGHT);
      default -> answer;
    };
  }

  private static String question(JsonNode request) {
    List<JsonNode> messages = request.path("messages").valueStream().toList();
    return messages.isEmpty() ? "" : messages.getLast().path("content").asString("");
  }
}
