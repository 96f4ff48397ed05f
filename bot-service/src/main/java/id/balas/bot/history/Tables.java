package id.balas.bot.history;

/// Which tables the projection writes: those that are read, or those of a rebuild beside them.
enum Tables {
  LIVE,
  REBUILT;

  /// The statement, which names the live tables, for these.
  String in(String sql) {
    return this == LIVE
        ? sql
        : sql.replace("bot.messages", "bot.rebuilt_messages")
            .replace("bot.message_orphans", "bot.rebuilt_orphans");
  }
}
