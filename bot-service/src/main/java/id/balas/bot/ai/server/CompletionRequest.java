package id.balas.bot.ai.server;

import id.balas.bot.ai.server.ChatCompletions.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One question to the AI server, and its body with the parameters that the server accepts.
/// `longestAnswer` is in tokens. Without `temperature` the server uses its own.
record CompletionRequest(
    String model, AiCall call, int longestAnswer, @Nullable Double temperature) {

  Map<String, Object> body(AcceptedParameters accepted) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", model);
    body.put("messages", accepted.systemRole() ? call.messages() : withoutSystemRole());
    body.put(accepted.lengthLimit().parameter(), longestAnswer);
    if (accepted.temperature() && temperature != null) {
      body.put("temperature", temperature);
    }
    if (call.mayHandOff() && accepted.tools()) {
      body.put("tools", HandOff.TOOLS);
      body.put("tool_choice", "auto");
    }
    return body;
  }

  // The prompt becomes the beginning of the first question.
  private List<Message> withoutSystemRole() {
    List<Message> messages = call.messages();
    Message system = messages.getFirst();
    if (messages.size() < 2 || !system.role().equals("system")) {
      return messages;
    }
    Message first = Message.user(system.content() + "\n\n" + messages.get(1).content());
    return Stream.concat(Stream.of(first), messages.stream().skip(2)).toList();
  }
}
