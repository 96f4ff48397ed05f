package id.balas.bot.decision;

import id.balas.events.value.ChatKey;

/// An admin's question about stored chats. It is answered after its batch is stored, so the answer
/// includes earlier commands of the same batch.
public sealed interface Inquiry {

  /// The state of one chat.
  record StatusOf(ChatKey chat) implements Inquiry {}

  /// The number of chats per mode in the channel.
  record CountByMode(String channel) implements Inquiry {}

  /// The chats of the channel that the bot does not answer, latest first.
  record WithoutBot(String channel) implements Inquiry {}
}
