package id.balas.bot.answers;

/// Whether a question that no rule answers goes to the AI; without an AI it gets the default reply.
public interface AiReadiness {

  boolean isReady();
}
