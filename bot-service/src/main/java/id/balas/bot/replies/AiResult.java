package id.balas.bot.replies;

/// What came of asking the AI.
sealed interface AiResult {

  /// Tokens as the server counted them.
  record Said(String text, long promptTokens, long answerTokens) implements AiResult {}

  record Failed(NoAnswer why) implements AiResult {}
}
