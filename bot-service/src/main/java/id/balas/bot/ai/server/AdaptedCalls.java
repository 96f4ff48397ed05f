package id.balas.bot.ai.server;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Calls the AI server and leaves out the parameters that it refuses. It remembers them only if
/// this helped, because an error may name a parameter for another reason.
final class AdaptedCalls {

  private static final Logger log = LoggerFactory.getLogger(AdaptedCalls.class);

  private final ChatCompletions completions;
  private volatile AcceptedParameters accepted = AcceptedParameters.ALL;

  AdaptedCalls(ChatCompletions completions) {
    this.completions = completions;
  }

  /// Throws what [ChatCompletions#create] throws.
  JsonNode answer(CompletionRequest request) {
    AcceptedParameters known = accepted;
    AcceptedParameters used = known;
    Set<AcceptedParameters> refused = new HashSet<>();
    while (true) {
      try {
        JsonNode completion = completions.create(request.body(used));
        if (!used.equals(known)) {
          accepted = used;
          log.info("The AI server refused a parameter. Calls from now on use {}", used.described());
        }
        return completion;
      } catch (ErrorResponseException e) {
        refused.add(used);
        used = next(used, e, refused);
      }
    }
  }

  private static AcceptedParameters next(
      AcceptedParameters used, ErrorResponseException error, Set<AcceptedParameters> refused) {
    AcceptedParameters next =
        error.reason() == NoAnswer.REFUSED || error.reason() == NoAnswer.TROUBLE
            ? used.after(error)
            : null;
    if (next == null || refused.contains(next)) {
      throw error;
    }
    return next;
  }
}
