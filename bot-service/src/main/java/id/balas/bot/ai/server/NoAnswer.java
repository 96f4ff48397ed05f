package id.balas.bot.ai.server;

import java.util.Locale;

/// Why the AI gives no answer. The chat's timeline shows `words`, metrics and logs the label.
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
  CUT_OFF("the AI's answer was cut off"),
  FILTERED("a content filter stopped the AI's answer"),
  DECLINED("the AI declined to answer"),
  EMPTY("the AI's answer was empty"),
  WANTS_PERSON("the AI left the question to a person"),
  TOO_LATE("the question was too old");

  private final String words;

  NoAnswer(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the server failed. Otherwise it works, and the question or the model is the reason.
  boolean isServerFailure() {
    return switch (this) {
      case TIME_LIMIT, RATE_LIMITED, REFUSED, TROUBLE, GARBAGE -> true;
      case SWITCHED_OFF,
          CHAT_LIMIT,
          OVERALL_LIMIT,
          BUDGET,
          BREAKER,
          CUT_OFF,
          FILTERED,
          DECLINED,
          EMPTY,
          WANTS_PERSON,
          TOO_LATE ->
          false;
    };
  }
}
