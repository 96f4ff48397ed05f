package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.events.Content;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.whapi.content.ContentTranslator;
import id.balas.whapi.content.ProviderIds;
import id.balas.whapi.content.StorableText;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Messages and what happens to them. `from_me` and `source` decide: what we sent by API is an
/// echo, what one of us wrote by hand is of the `PHONE`, all else a customer's.
final class MessageTranslator {

  private static final int LONGEST_NAME = 256;

  private final Supplier<String> freshIds;

  MessageTranslator(Supplier<String> freshIds) {
    this.freshIds = freshIds;
  }

  /// `method` is `post` for a new message and `put` for one that waited while the channel was away.
  /// What comes with `patch` or `delete` was there before.
  void message(JsonNode message, String method, Arrival arrival, Intake intake) {
    String chatId = message.isObject() ? arrival.chatOf(message) : null;
    if (chatId == null) {
      intake.ignore(message.isObject() ? Ignored.WITHOUT_CHAT : Ignored.MALFORMED);
      return;
    }
    MessageChange change = change(message, method);
    if (change != null) {
      intake.keep(change.record(arrival, chatId));
    } else if (isEcho(message)) {
      echo(message, chatId, arrival, intake);
    } else if (isCall(message)) {
      Notices.call(message.path("call"), arrival, intake);
    } else {
      intake.keep(
          inbound(
              message,
              idOf(message, intake),
              chatId,
              ContentTranslator.translate(message),
              arrival));
    }
  }

  private static @Nullable MessageChange change(JsonNode message, String method) {
    MessageChange action = MessageChange.ofAction(message);
    if (action != null) {
      return action;
    }
    return switch (method) {
      case "patch", "PATCH" ->
          MessageChange.ofMessage(
              message, new MessageChanged.Edited(ContentTranslator.translate(message)));
      case "delete", "DELETE" -> MessageChange.ofMessage(message, new MessageChanged.Deleted());
      default -> null;
    };
  }

  // What we sent by API comes back: it is evidence for the sender and must never reach the bot.
  private static boolean isEcho(JsonNode message) {
    return isFromUs(message) && "api".equalsIgnoreCase(text(message, "source"));
  }

  static boolean isFromUs(JsonNode message) {
    return message.path("from_me").asBoolean(false);
  }

  private static void echo(JsonNode message, String chatId, Arrival arrival, Intake intake) {
    String id = ProviderIds.read(message, "id");
    if (id == null) {
      intake.ignore(Ignored.WITHOUT_ID);
      return;
    }
    Content content = ContentTranslator.translate(message);
    intake.keep(new MessageEcho(arrival.channel(), chatId, id, content, arrival.time(message)));
  }

  // The provider's list shows a customer's call as a message, under another id.
  private static boolean isCall(JsonNode message) {
    JsonNode call = message.path("call");
    return "call".equals(text(message, "type"))
        && !isFromUs(message)
        && text(call, "id") != null
        && text(call, "from") != null;
  }

  private String idOf(JsonNode message, Intake intake) {
    String id = ProviderIds.read(message, "id");
    if (id != null) {
      return id;
    }
    intake.countWithoutId();
    return freshIds.get();
  }

  static InboundMessage inbound(
      JsonNode message, String id, String chatId, Content content, Arrival arrival) {
    String name = text(message, "from_name");
    return new InboundMessage(
        id,
        arrival.channel(),
        chatId,
        arrival.senderOf(message, chatId),
        name == null ? null : StorableText.shortened(name, LONGEST_NAME),
        isFromUs(message) ? From.PHONE : From.CUSTOMER,
        content,
        ProviderIds.read(message.path("context"), "quoted_id"),
        arrival.time(message),
        arrival.receivedAt(),
        arrival.backfilled());
  }

  void update(JsonNode update, Arrival arrival, Intake intake) {
    JsonNode trigger = update.path("trigger");
    String chatId = arrival.chatOf(update.path("after_update"));
    chatId = chatId != null ? chatId : arrival.chatOf(update.path("before_update"));
    chatId = chatId != null ? chatId : arrival.chatOf(trigger);
    MessageChange change = MessageChange.ofUpdate(update);
    if (chatId != null && change != null) {
      intake.keep(change.record(arrival, chatId));
    } else if (chatId != null && isReaction(trigger)) {
      message(trigger, "post", arrival, intake);
    } else {
      intake.ignore(
          !update.isObject()
              ? Ignored.MALFORMED
              : chatId == null ? Ignored.WITHOUT_CHAT : Ignored.UNCHANGED);
    }
  }

  // It has its own id, under which it may come as a message too.
  private static boolean isReaction(JsonNode trigger) {
    return "reaction".equals(text(trigger.path("action"), "type"))
        && ProviderIds.read(trigger, "id") != null;
  }

  /// Only the id is told, so that the chat is not known: the status finds its message by the id.
  void removed(JsonNode removed, Arrival arrival, Intake intake) {
    if (removed.isObject()) {
      message(removed, "delete", arrival, intake);
      return;
    }
    if (!removed.isString() || removed.stringValue().isBlank()) {
      intake.ignore(Ignored.WITHOUT_ID);
      return;
    }
    String id = ProviderIds.usable(removed.stringValue());
    intake.keep(
        new MessageStatus(
            arrival.channel(),
            null,
            id,
            null,
            MessageStatus.Status.DELETED,
            null,
            arrival.receivedAt(),
            null));
  }
}
