package id.balas.bot.history.model;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An update of a message, identified by the provider's id or ours. `chatId` is empty if unknown.
/// Updates by users (`byPerson`) apply only in their own chat; updates by the provider about our
/// messages apply in any chat. `echo` is the content of a message sent over the provider's API.
public record UpdateNotice(
    String channel,
    String aboutId,
    String chatId,
    boolean byPerson,
    MessageUpdates updates,
    @Nullable Content echo,
    Instant loggedAt) {

  public static UpdateNotice byPerson(
      ChatKey chat, String aboutId, MessageUpdates updates, Instant loggedAt) {
    return new UpdateNotice(chat.channel(), aboutId, chat.chatId(), true, updates, null, loggedAt);
  }

  /// The provider reports some deletions by the message's id alone.
  boolean isDeletionInUnknownChat() {
    return chatId.isEmpty() && !byPerson && updates.deletedAt() != null;
  }

  UpdateNotice in(String otherChatId) {
    return new UpdateNotice(
        channel,
        aboutId,
        otherChatId,
        byPerson,
        updates.renamed(chatId, otherChatId),
        echo,
        loggedAt);
  }

  boolean isAbout(Message message) {
    OriginalMessage original = message.original();
    boolean hasThisId =
        aboutId.equals(original.id()) || aboutId.equals(message.updates().providerId());
    boolean isInThisChat = chatId.equals(original.chat().chatId());
    return hasThisId
        && channel.equals(original.chat().channel())
        && (isInThisChat || (!byPerson && original.author() != MessageAuthor.CUSTOMER));
  }
}
