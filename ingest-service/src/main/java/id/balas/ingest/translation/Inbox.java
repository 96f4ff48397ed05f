package id.balas.ingest.translation;

import id.balas.events.MessageStatus;
import id.balas.events.WireRecord;
import id.balas.whapi.numbers.ChatIds;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which chats are recorded besides those with customers. The other kinds are ignored unless `also`
/// names them: they need no answer.
@ConfigurationProperties("balas.inbox")
public record Inbox(@DefaultValue Set<Kind> also) {

  static final Inbox CUSTOMERS = new Inbox(Set.of());

  /// A kind of chat that is not a conversation with a customer.
  public enum Kind {
    STORIES(Ignored.STORIES),
    NEWSLETTERS(Ignored.NEWSLETTERS),
    BROADCAST_LISTS(Ignored.BROADCAST_LISTS),
    NOTES_TO_ONESELF(Ignored.NOTES_TO_ONESELF);

    private final Ignored reason;

    Kind(Ignored reason) {
      this.reason = reason;
    }
  }

  TranslatedBody.Item filtered(TranslatedBody.Item item) {
    Ignored reason = item instanceof TranslatedBody.Kept kept ? ignores(kind(kept.record())) : null;
    return reason == null ? item : reason;
  }

  /// Why a chat of this kind is ignored; null if it is recorded.
  @Nullable Ignored ignores(@Nullable Kind kind) {
    return kind == null || also.contains(kind) ? null : kind.reason;
  }

  private static @Nullable Kind kind(WireRecord record) {
    String chatId =
        record instanceof MessageStatus status
            ? status.chatId()
            : record.key().substring(record.key().indexOf('/') + 1);
    return chatId == null ? null : kind(chatId);
  }

  private static @Nullable Kind kind(String chatId) {
    if (chatId.equals(ChatIds.STORIES)) {
      return Kind.STORIES;
    }
    return chatId.endsWith("@newsletter")
        ? Kind.NEWSLETTERS
        : chatId.endsWith("@broadcast") ? Kind.BROADCAST_LISTS : null;
  }
}
