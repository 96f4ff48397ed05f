package id.balas.bot.inbox;

/// The views of the chat list. `c` is the chat's state, `s` its summary. Each condition that reads
/// `c` alone is the predicate of a partial index, or part of it.
public enum View {
  /// Chats that wait for a person and are not snoozed.
  WAITING(ChatOrder.QUEUE, View.IN_QUEUE),
  /// Chats that are assigned to the caller and not snoozed.
  MINE(ChatOrder.LATEST, "c.assignee = ? AND c.snoozed_until IS NULL"),
  /// Waiting chats without an assignee.
  UNASSIGNED(ChatOrder.QUEUE, View.IN_QUEUE + " AND c.assignee IS NULL"),
  /// Waiting chats of the caller's teams.
  TEAM(ChatOrder.QUEUE, View.IN_QUEUE),
  ALL(ChatOrder.LATEST, "true"),
  /// Chats with an open conversation that is not snoozed.
  OPEN(
      ChatOrder.LATEST,
      "(c.idle_since IS NOT NULL OR (c.waiting_since IS NOT NULL AND c.snoozed_until IS NULL))"),
  SNOOZED(ChatOrder.WAKE, "c.snoozed_until IS NOT NULL"),
  /// Chats whose last conversation has ended.
  RESOLVED(ChatOrder.RESOLVED, "c.resolved_at IS NOT NULL AND c.snoozed_until IS NULL"),
  /// Private chats in which the bot answers.
  BOT(
      ChatOrder.LATEST,
      "coalesce(c.mode, 'BOT') = 'BOT' AND c.human_until IS NULL"
          + " AND (s.chat_id LIKE '%@s.whatsapp.net' OR s.chat_id LIKE '%@lid')"),
  GROUPS(ChatOrder.LATEST, "s.chat_id LIKE '%@g.us'");

  private static final String IN_QUEUE = "c.waiting_since IS NOT NULL AND c.snoozed_until IS NULL";

  final ChatOrder order;
  final String condition;

  View(ChatOrder order, String condition) {
    this.order = order;
    this.condition = condition;
  }

  /// Whether most chats can be in the view, so that it is read along the list of all chats.
  boolean isReadAlongList() {
    return this == ALL || this == GROUPS || this == BOT;
  }
}
