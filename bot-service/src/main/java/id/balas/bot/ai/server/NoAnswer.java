package id.balas.bot.ai.server;

/// Why the AI gives no answer. Logs and the chat's timeline show `words`. Metrics use the name in
/// lower case.
public enum NoAnswer {
  SWITCHED_OFF("the AI is switched off"),
  CHAT_LIMIT("this chat has reached its hourly limit of AI calls"),
  OVERALL_LIMIT("the limit of AI calls per minute is reached"),
  BUDGET("the daily token budget is used up"),
  BREAKER("the AI failed too often recently"),
  TIME_LIMIT("the AI took too long"),
  RATE_LIMITED("the AI server limits the rate of calls"),
  REFUSED("the AI server refused the call"),
  TROUBLE("the AI server is unreachable or failing"),
  GARBAGE("the AI server's response was invalid"),
  WANTS_PERSON("the AI left the question to a person"),
  TOO_LATE("the question was too old");

  private final String words;

  NoAnswer(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
