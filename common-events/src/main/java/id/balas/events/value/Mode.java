package id.balas.events.value;

/// Who answers in a chat: the bot, an agent, or neither.
public enum Mode {
  BOT,
  AGENT,
  PAUSE
}
