package id.balas.bot.history.model;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The first, immutable version of a message. `id` is the provider's id for inbound messages and
/// ours for outbound ones; `loggedAt` and `logOffset` are those of its Kafka record. Messages with
/// one `sentAt` are shown in the order of these two.
public record OriginalMessage(
    ChatKey chat,
    String id,
    Sender sender,
    @Nullable String basis,
    @Nullable String causeId,
    Content content,
    @Nullable String quotedId,
    Instant sentAt,
    @Nullable Instant receivedAt,
    boolean backfilled,
    Instant loggedAt,
    @Nullable Long logOffset) {

  /// `user` is the agent or admin, in a group the customer's id. `name` is the name in WhatsApp.
  public record Sender(MessageAuthor author, @Nullable String user, @Nullable String name) {}

  /// A customer's app chooses message ids, so the key includes the chat.
  public record Key(ChatKey chat, String id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byChat = chat.compareTo(other.chat);
      return byChat != 0 ? byChat : id.compareTo(other.id);
    }
  }

  // The database stores microseconds. A loaded value must equal the stored one.
  public OriginalMessage {
    sentAt = sentAt.truncatedTo(ChronoUnit.MICROS);
    receivedAt = receivedAt == null ? null : receivedAt.truncatedTo(ChronoUnit.MICROS);
  }

  OriginalMessage in(ChatKey otherChat) {
    return new OriginalMessage(
        otherChat,
        id,
        sender,
        basis,
        causeId,
        content,
        quotedId,
        sentAt,
        receivedAt,
        backfilled,
        loggedAt,
        logOffset);
  }

  public Key key() {
    return new Key(chat, id);
  }

  public MessageAuthor author() {
    return sender.author();
  }
}
