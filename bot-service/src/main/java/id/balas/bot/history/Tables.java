package id.balas.bot.history;

/// The tables that the projection writes: the live ones, or those of a rebuild.
public enum Tables {
  LIVE,
  REBUILT;

  /// Replaces the live table names in the statement if needed.
  String in(String sql) {
    return this == LIVE
        ? sql
        : sql.replace("bot.messages", "bot.rebuilt_messages")
            .replace("bot.message_orphans", "bot.rebuilt_orphans");
  }
}
