package id.balas.bot.answers;

/// Whether a question that no rule answers goes to the AI. Otherwise it gets the default reply.
public interface AiReadiness {

  boolean isReady();
}
