package id.balas.bot.history;

import id.balas.events.ChatKey;
import id.balas.events.Content;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is told about a message by its id, as the provider or we call it. `chatId` is empty when it
/// was not told. What people do (`ofPeople`) holds in its own chat only; what the provider says of
/// our messages holds wherever they are. `echo` is the content of what was sent over the provider's
/// API.
record Telling(
    String channel,
    String aboutId,
    String chatId,
    boolean ofPeople,
    Sequel sequel,
    @Nullable Content echo,
    Instant loggedAt) {

  static Telling ofPeople(ChatKey chat, String aboutId, Sequel sequel, Instant loggedAt) {
    return new Telling(chat.channel(), aboutId, chat.chatId(), true, sequel, null, loggedAt);
  }

  boolean isAbout(Message message) {
    Said said = message.said();
    boolean isCalledSo = aboutId.equals(said.id()) || aboutId.equals(message.sequel().providerId());
    boolean isThere = chatId.equals(said.chat().chatId());
    return isCalledSo
        && channel.equals(said.chat().channel())
        && (isThere || (!ofPeople && said.author() != Writer.CUSTOMER));
  }
}
