package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.events.value.Content;
import id.balas.ingest.translation.TranslatedBody.Item;
import id.balas.ingest.translation.TranslatedBody.Kept;
import id.balas.whapi.content.ContentTranslator;
import id.balas.whapi.content.ProviderIds;
import id.balas.whapi.content.StorableText;
import id.balas.whapi.numbers.ChatIds;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Translates messages and their changes by `from_me` and `source`. A message that we sent through
/// the API is an echo. A message written on our phone is from `PHONE`. Any other message is from
/// the customer.
final class MessageTranslator {

  private static final int LONGEST_NAME = 256;

  private final Inbox inbox;
  private final Supplier<String> freshIds;

  MessageTranslator(Inbox inbox, Supplier<String> freshIds) {
    this.inbox = inbox;
    this.freshIds = freshIds;
  }

  /// `method` is `post` for a new message and `put` for one that waited while the channel was down.
  /// `patch` and `delete` refer to an existing message.
  Item message(JsonNode message, String method, ReceiveContext context) {
    String chatId = message.isObject() ? context.chatOf(message) : null;
    if (chatId == null) {
      return message.isObject() ? Ignored.WITHOUT_CHAT : Ignored.MALFORMED;
    }
    Ignored ignored =
        isNoteToOneself(message, chatId) ? inbox.ignores(Inbox.Kind.NOTES_TO_ONESELF) : null;
    if (ignored != null) {
      return ignored;
    }
    MessageChange change = change(message, method);
    if (change != null) {
      return new Kept(change.record(context, chatId));
    }
    if (isPatch(method) && !MessageChange.hasContent(message)) {
      return Ignored.UNCHANGED;
    }
    if (isEcho(message)) {
      return echo(message, chatId, context);
    }
    if (isCall(message)) {
      return Notices.call(message.path("call"), context);
    }
    Content content = ContentTranslator.translate(message);
    String id = ProviderIds.read(message, "id");
    return id != null
        ? new Kept(inbound(message, id, chatId, content, context))
        : new Kept(inbound(message, freshIds.get(), chatId, content, context), false);
  }

  private static @Nullable MessageChange change(JsonNode message, String method) {
    MessageChange action = MessageChange.ofAction(message);
    if (action != null) {
      return action;
    }
    if (isPatch(method)) {
      return MessageChange.ofMessage(
          message,
          MessageChange.hasContent(message)
              ? new MessageChanged.Edited(ContentTranslator.translate(message))
              : null);
    }
    return method.equalsIgnoreCase("delete")
        ? MessageChange.ofMessage(message, new MessageChanged.Deleted())
        : null;
  }

  private static boolean isPatch(String method) {
    return method.equalsIgnoreCase("patch");
  }

  // The provider reports our API messages back. They are evidence for the sender and must never
  // reach the bot.
  private static boolean isEcho(JsonNode message) {
    return isFromUs(message) && "api".equalsIgnoreCase(text(message, "source"));
  }

  static boolean isFromUs(JsonNode message) {
    return message.path("from_me").asBoolean(false);
  }

  // An echo is never a note: it is evidence for the sender.
  private static boolean isNoteToOneself(JsonNode message, String chatId) {
    String from = ChatIds.normalise(text(message, "from"));
    return isFromUs(message) && !isEcho(message) && chatId.equals(from);
  }

  private static Item echo(JsonNode message, String chatId, ReceiveContext context) {
    String id = ProviderIds.read(message, "id");
    if (id == null) {
      return Ignored.WITHOUT_ID;
    }
    Content content = ContentTranslator.translate(message);
    return new Kept(new MessageEcho(context.channel(), chatId, id, content, context.time(message)));
  }

  // The provider's message list contains a customer's call as a message with another id.
  private static boolean isCall(JsonNode message) {
    JsonNode call = message.path("call");
    return "call".equals(text(message, "type"))
        && !isFromUs(message)
        && text(call, "id") != null
        && text(call, "from") != null;
  }

  static InboundMessage inbound(
      JsonNode message, String id, String chatId, Content content, ReceiveContext context) {
    From author = isFromUs(message) ? From.PHONE : From.CUSTOMER;
    return inbound(message, id, chatId, author, content, context);
  }

  static InboundMessage inbound(
      JsonNode message,
      String id,
      String chatId,
      From author,
      Content content,
      ReceiveContext context) {
    String name = text(message, "from_name");
    return new InboundMessage(
        id,
        context.channel(),
        chatId,
        context.senderOf(message, chatId),
        name == null ? null : StorableText.shortened(name, LONGEST_NAME),
        author,
        content,
        ProviderIds.read(message.path("context"), "quoted_id"),
        context.time(message),
        context.receivedAt(),
        context.backfilled());
  }

  Item update(JsonNode update, ReceiveContext context) {
    JsonNode trigger = update.path("trigger");
    String chatId = context.chatOf(update.path("after_update"));
    chatId = chatId != null ? chatId : context.chatOf(update.path("before_update"));
    chatId = chatId != null ? chatId : context.chatOf(trigger);
    if (chatId == null) {
      return update.isObject() ? Ignored.WITHOUT_CHAT : Ignored.MALFORMED;
    }
    MessageChange change = MessageChange.ofUpdate(update);
    if (change != null) {
      return new Kept(change.record(context, chatId));
    }
    return isReaction(trigger) ? message(trigger, "post", context) : Ignored.UNCHANGED;
  }

  // A reaction has its own id and may also arrive as a message with that id.
  private static boolean isReaction(JsonNode trigger) {
    return "reaction".equals(text(trigger.path("action"), "type"))
        && ProviderIds.read(trigger, "id") != null;
  }

  /// Without a chat, the status finds its message by the id.
  Item removed(JsonNode removed, ReceiveContext context) {
    String id =
        removed.isString() && !removed.stringValue().isBlank()
            ? ProviderIds.usable(removed.stringValue())
            : ProviderIds.read(removed, "id");
    if (id == null) {
      return Ignored.WITHOUT_ID;
    }
    if (context.chatOf(removed) != null) {
      return message(removed, "delete", context);
    }
    return new Kept(
        MessageStatus.of(
            context.channel(),
            null,
            id,
            null,
            MessageStatus.Status.DELETED,
            null,
            context.receivedAt(),
            null));
  }
}
