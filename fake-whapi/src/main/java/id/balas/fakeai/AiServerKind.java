package id.balas.fakeai;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The servers that the fake can be. Fields and error texts are those that users of the real
/// servers report.
public enum AiServerKind {

  /// Accepts everything and adds nothing.
  PERMISSIVE {
    @Override
    @Nullable AiResponse refusal(JsonNode request) {
      return null;
    }

    @Override
    void fill(ObjectNode message, AiReply reply, JsonNode request) {
      message.put("content", shown(reply));
    }
  },

  /// OpenAI with a reasoning model: other parameters, function calls, refusals in a field.
  OPENAI {
    @Override
    @Nullable AiResponse refusal(JsonNode request) {
      if (request.has("max_tokens")) {
        return AiErrors.refusedMaxTokens();
      }
      JsonNode temperature = request.path("temperature");
      return temperature.isMissingNode() || temperature.asDouble() == 1
          ? null
          : AiErrors.refusedTemperature(temperature);
    }

    @Override
    void fill(ObjectNode message, AiReply reply, JsonNode request) {
      boolean isRefusal = reply.kind() == AiReply.Kind.REFUSAL;
      JsonNode function = request.path("tools").path(0).path("function").path("name");
      boolean calls = reply.kind() == AiReply.Kind.HAND_OFF && function.isString();
      message.put("content", isRefusal || calls ? null : shown(reply));
      message.put("refusal", isRefusal ? reply.text() : null);
      if (calls) {
        ObjectNode call = message.putArray("tool_calls").addObject();
        call.put("id", "call_1").put("type", "function");
        call.putObject("function").put("name", function.asString()).put("arguments", "{}");
      }
    }
  },

  /// llama.cpp with a strict Jinja template: the system message comes first, then turns of user and
  /// assistant alternate. It leaves thoughts in the text.
  STRICT_TEMPLATE {
    @Override
    @Nullable AiResponse refusal(JsonNode request) {
      List<String> roles =
          request
              .path("messages")
              .valueStream()
              .map(message -> message.path("role").asString(""))
              .toList();
      int start = !roles.isEmpty() && roles.getFirst().equals("system") ? 1 : 0;
      for (int i = start; i < roles.size(); i++) {
        if (!roles.get(i).equals((i - start) % 2 == 0 ? "user" : "assistant")) {
          return AiErrors.template(
              "Conversation roles must alternate user/assistant/user/assistant/...");
        }
      }
      return null;
    }

    @Override
    void fill(ObjectNode message, AiReply reply, JsonNode request) {
      String thought =
          reply.thought().isEmpty() ? "" : "<think>\n" + reply.thought() + "\n</think>\n\n";
      message.put("content", thought + shown(reply));
    }
  },

  /// Ollama with a model that has no tools and thinks.
  OLLAMA {
    @Override
    @Nullable AiResponse refusal(JsonNode request) {
      return request.has("tools")
          ? AiErrors.ollama(
              "registry.ollama.ai/library/%s does not support tools"
                  .formatted(request.path("model").asString("")))
          : null;
    }

    @Override
    void fill(ObjectNode message, AiReply reply, JsonNode request) {
      message.put("content", shown(reply));
      if (!reply.thought().isEmpty()) {
        message.put("reasoning", reply.thought());
      }
    }
  },

  /// vLLM with a reasoning parser and without a tool parser.
  VLLM {
    @Override
    @Nullable AiResponse refusal(JsonNode request) {
      return request.has("tools")
          ? AiErrors.vllm(
              "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set")
          : null;
    }

    @Override
    void fill(ObjectNode message, AiReply reply, JsonNode request) {
      String thought = reply.thought().isEmpty() ? null : reply.thought();
      message.put("content", "\n\n" + shown(reply));
      // The second name is that of later versions.
      message.put("reasoning_content", thought).put("reasoning", thought);
      message.putArray("tool_calls");
    }
  };

  /// The error for a request that this server does not accept, else null.
  abstract @Nullable AiResponse refusal(JsonNode request);

  abstract void fill(ObjectNode message, AiReply reply, JsonNode request);

  /// Refuses what this server refuses, and answers the rest.
  public AiBehavior saying(Function<JsonNode, AiReply> replies) {
    return (exchange, request) -> {
      AiResponse refusal = refusal(request);
      (refusal == null ? response(request, replies.apply(request)) : refusal).send(exchange);
    };
  }

  AiResponse response(JsonNode request, AiReply reply) {
    return AiCompletion.of(
        request.path("model").asString("fake-1"),
        reply.finish(),
        message -> fill(message, reply, request));
  }

  /// The word by which a model without functions hands a chat over.
  static String shown(AiReply reply) {
    return reply.kind() == AiReply.Kind.HAND_OFF ? "AGENT" : reply.text();
  }
}
