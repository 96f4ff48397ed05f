package id.balas.bot.history.model;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An update of a message, identified by the provider's id or ours. `chatId` is empty if unknown.
/// Updates by users (`ofPeople`) apply only in their own chat; updates by the provider about our
/// messages apply in any chat. `echo` is the content of a message sent over the provider's API.
public record Telling(
    String channel,
    String aboutId,
    String chatId,
    boolean ofPeople,
    Sequel sequel,
    @Nullable Content echo,
    Instant loggedAt) {

  public static Telling ofPeople(ChatKey chat, String aboutId, Sequel sequel, Instant loggedAt) {
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
