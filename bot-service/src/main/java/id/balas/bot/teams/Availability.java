package id.balas.bot.teams;

/// What an agent chose: whether they take new chats.
public enum Availability {
  AVAILABLE,
  AWAY
}
