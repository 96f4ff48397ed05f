package id.balas.events.value;

/// Who answers in a chat: the bot, a person, or nobody.
public enum Mode {
  BOT,
  AGENT,
  PAUSE
}
