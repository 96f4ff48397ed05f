package id.balas.fakeai;

import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a completion that all servers have.
final class AiCompletion {

  private static final JsonMapper JSON = new JsonMapper();

  private AiCompletion() {}

  /// `fill` adds the server's own fields to the message.
  static AiResponse of(String model, String finish, Consumer<ObjectNode> fill) {
    ObjectNode completion = JSON.createObjectNode();
    completion.put("id", "chatcmpl-1").put("object", "chat.completion").put("created", 1795397906);
    completion.put("model", model);
    ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    fill.accept(message);
    choice.putNull("logprobs");
    choice.put("finish_reason", message.path("tool_calls").isEmpty() ? finish : "tool_calls");
    completion
        .putObject("usage")
        .put("prompt_tokens", 100)
        .put("completion_tokens", 20)
        .put("total_tokens", 120);
    return AiResponse.of(200, completion);
  }
}
