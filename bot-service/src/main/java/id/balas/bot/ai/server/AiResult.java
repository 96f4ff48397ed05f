package id.balas.bot.ai.server;

/// The result of an AI call.
public sealed interface AiResult {

  /// The token counts come from the server.
  public record Answered(String text, long promptTokens, long answerTokens) implements AiResult {}

  record Failed(NoAnswer why) implements AiResult {}
}
