package id.balas.bot.ai.server;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parameters that the AI server accepts, as learnt from its errors. They depend on server and
/// model: OpenAI's reasoning models refuse `max_tokens` and `temperature`, Ollama and vLLM refuse
/// `tools` for some models, and some chat templates refuse the system role.
record AcceptedParameters(
    LengthLimit lengthLimit, boolean temperature, boolean tools, boolean systemRole) {

  enum LengthLimit {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS;

    String parameter() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What the first call uses: the names that the oldest servers know.
  static final AcceptedParameters ALL =
      new AcceptedParameters(LengthLimit.MAX_TOKENS, true, true, true);

  private static final Pattern SYSTEM_ROLE =
      Pattern.compile("system role|only user and assistant roles");
  private static final Pattern TOOLS = Pattern.compile("tool|function call");

  /// What to try after this error, null if it concerns none of the parameters.
  @Nullable AcceptedParameters after(ErrorResponseException error) {
    if (!error.mayConcernParameters()) {
      return null;
    }
    String body = error.body().toLowerCase(Locale.ROOT);
    if (systemRole && SYSTEM_ROLE.matcher(body).find()) {
      return new AcceptedParameters(lengthLimit, temperature, tools, false);
    }
    if (tools && TOOLS.matcher(body).find()) {
      return new AcceptedParameters(lengthLimit, temperature, false, systemRole);
    }
    if (temperature && body.contains("temperature")) {
      return new AcceptedParameters(lengthLimit, false, tools, systemRole);
    }
    return body.contains(lengthLimit.parameter())
        ? new AcceptedParameters(other(lengthLimit), temperature, tools, systemRole)
        : null;
  }

  // Never without a limit: the token budget counts on it.
  private static LengthLimit other(LengthLimit refused) {
    return refused == LengthLimit.MAX_TOKENS
        ? LengthLimit.MAX_COMPLETION_TOKENS
        : LengthLimit.MAX_TOKENS;
  }

  /// For logs.
  String described() {
    return lengthLimit.parameter()
        + (temperature ? ", temperature" : "")
        + (tools ? ", tools" : "")
        + (systemRole ? ", system role" : "");
  }
}
