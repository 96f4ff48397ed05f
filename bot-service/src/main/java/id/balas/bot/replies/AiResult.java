package id.balas.bot.replies;

/// The result of an AI call.
sealed interface AiResult {

  /// The token counts come from the server.
  record Said(String text, long promptTokens, long answerTokens) implements AiResult {}

  record Failed(NoAnswer why) implements AiResult {}
}
