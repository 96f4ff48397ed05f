package id.balas.events.value;

/// A chat's identity everywhere: one WhatsApp number of ours and the chat on it. Its text form
/// `channel/chatId` is the Kafka key, so one chat is one partition, one instance, one writer.
public record ChatKey(String channel, String chatId) implements Comparable<ChatKey> {

  public ChatKey {
    Required.text("ChatKey", "channel", channel);
    Required.text("ChatKey", "chatId", chatId);
  }

  /// A chat with one person, not a group, a newsletter or a broadcast.
  public boolean isPrivate() {
    return chatId.endsWith("@s.whatsapp.net") || chatId.endsWith("@lid");
  }

  /// For logs: enough to tell chats apart, too little to call anybody.
  public String masked() {
    int at = chatId.indexOf('@');
    String user = at < 0 ? chatId : chatId.substring(0, at);
    return user.length() < 8
        ? channel + "/…"
        : channel + "/" + user.substring(0, 4) + "…" + user.substring(user.length() - 3);
  }

  @Override
  public int compareTo(ChatKey other) {
    int byChannel = channel.compareTo(other.channel);
    return byChannel != 0 ? byChannel : chatId.compareTo(other.chatId);
  }

  @Override
  public String toString() {
    return channel + "/" + chatId;
  }
}
