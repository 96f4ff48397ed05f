package id.balas.events.value;

/// Identifies a chat: one of our WhatsApp numbers and a chat on it. The text `channel/chatId` is
/// the Kafka key. Each chat therefore has one partition, one instance and one writer.
public record ChatKey(String channel, String chatId) implements Comparable<ChatKey> {

  public ChatKey {
    Required.text("ChatKey", "channel", channel);
    Required.text("ChatKey", "chatId", chatId);
  }

  /// A chat with one contact. False for groups, newsletters and broadcasts.
  public boolean isPrivate() {
    return chatId.endsWith("@s.whatsapp.net") || chatId.endsWith("@lid");
  }

  /// A form for logs: chats can be distinguished, but the phone number is incomplete.
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
