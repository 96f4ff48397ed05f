package id.balas.bot.decision;

import id.balas.events.ChatKey;

/// What an admin asks about the stored chats. It is answered after the batch it came in is stored,
/// so that the answer includes every earlier command of the same batch.
public sealed interface Inquiry {

  /// The state of one chat.
  record StatusOf(ChatKey chat) implements Inquiry {}

  /// How many chats of the channel are in each mode.
  record CountByMode(String channel) implements Inquiry {}

  /// The chats of the channel that the bot does not answer, the latest first.
  record WithoutBot(String channel) implements Inquiry {}
}
