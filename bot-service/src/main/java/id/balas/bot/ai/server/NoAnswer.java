package id.balas.bot.ai.server;

/// Why the AI gives no answer. `words` is the text for logs and the timeline; metrics use the name.
public enum NoAnswer {
  SWITCHED_OFF("the AI is switched off"),
  CHAT_LIMIT("this chat has asked the AI often enough for now"),
  OVERALL_LIMIT("the AI is asked too much at present"),
  BUDGET("the AI's tokens of this day are used up"),
  BREAKER("the AI failed too often a short while ago"),
  TIME_LIMIT("the AI took too long"),
  RATE_LIMITED("the AI server wants fewer calls"),
  REFUSED("the AI server refused the call"),
  TROUBLE("the AI server cannot be reached or is in trouble"),
  GARBAGE("the AI server answered something that is no answer"),
  WANTS_PERSON("the AI leaves it to a person"),
  TOO_LATE("the question was too old");

  private final String words;

  NoAnswer(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
