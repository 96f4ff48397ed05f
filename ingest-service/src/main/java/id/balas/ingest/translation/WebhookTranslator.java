package id.balas.ingest.translation;

import static id.balas.ingest.translation.WebhookPayload.text;

import id.balas.events.Content;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Turns the provider's words into ours: all items of each array, by the key that the body has, since the event's
/// name is often missing. What is not for us is ignored, never refused: the provider would bring it again for hours.
@Component
public class WebhookTranslator {

  private static final String CHANNEL = "default";

  public Intake translate(WebhookPayload payload, Instant receivedAt) {
    Intake intake = new Intake();
    for (JsonNode envelope : payload.envelopes()) {
      envelope.path("messages").forEach(message -> message(message, receivedAt, intake));
      envelope.path("messages_updates").forEach(update -> change(update, receivedAt, intake));
      envelope.path("statuses").forEach(status -> status(status, receivedAt, intake));
      envelope.path("calls").forEach(call -> call(call, receivedAt, intake));
    }
    return intake;
  }

  private void message(JsonNode message, Instant receivedAt, Intake intake) {
    String chatId = chatOf(message);
    if (!message.isObject() || chatId == null) {
      intake.ignore();
      return;
    }
    Optional<MessageChange> change = MessageChange.ofAction(message);
    if (change.isPresent()) {
      intake.keep(change.get().record(CHANNEL, chatId, senderOf(message, chatId), receivedAt));
      return;
    }
    String id = ProviderIds.read(message, "id");
    if (isEcho(message)) {
      echo(message, id, chatId, receivedAt, intake);
      return;
    }
    if (id == null) {
      intake.countWithoutId();
      id = UUID.randomUUID().toString();
    }
    intake.keep(inbound(message, id, chatId, ContentTranslator.translate(message), receivedAt));
  }

  private static @Nullable String chatOf(JsonNode message) {
    String chatId = text(message, "chat_id");
    return ChatIds.normalise(chatId != null ? chatId : text(message, "from"));
  }

  // What we sent by API comes back: it is evidence for the sender and must never reach the bot.
  private static boolean isEcho(JsonNode message) {
    return isFromUs(message) && "api".equalsIgnoreCase(text(message, "source"));
  }

  private static boolean isFromUs(JsonNode message) {
    return message.path("from_me").asBoolean(false);
  }

  private static void echo(
      JsonNode message, @Nullable String id, String chatId, Instant receivedAt, Intake intake) {
    if (id == null) {
      intake.ignore();
      return;
    }
    Content content = ContentTranslator.translate(message);
    intake.keep(
        new MessageEcho(CHANNEL, chatId, id, content, ProviderTime.read(message, "timestamp", receivedAt)));
  }

  private static InboundMessage inbound(
      JsonNode message, String id, String chatId, Content content, Instant receivedAt) {
    return new InboundMessage(
        id,
        CHANNEL,
        chatId,
        senderOf(message, chatId),
        text(message, "from_name"),
        isFromUs(message) ? From.PHONE : From.CUSTOMER,
        content,
        ProviderIds.read(message.path("context"), "quoted_id"),
        ProviderTime.read(message, "timestamp", receivedAt),
        receivedAt,
        false);
  }

  private static String senderOf(JsonNode message, String chatId) {
    return Objects.requireNonNullElse(ChatIds.normalise(text(message, "from")), chatId);
  }

  private void change(JsonNode update, Instant receivedAt, Intake intake) {
    String chatId = chatOf(update.path("after_update"));
    chatId = chatId != null ? chatId : chatOf(update.path("trigger"));
    Optional<MessageChange> change = MessageChange.ofUpdate(update);
    if (chatId == null || change.isEmpty()) {
      intake.ignore();
      return;
    }
    intake.keep(change.get().record(CHANNEL, chatId, senderOf(update.path("trigger"), chatId), receivedAt));
  }

  private void status(JsonNode status, Instant receivedAt, Intake intake) {
    String id = ProviderIds.read(status, "id");
    MessageStatus.Status meaning = meaning(text(status, "status"));
    if (id == null || meaning == null) {
      intake.ignore();
      return;
    }
    JsonNode error = status.path("errors").path(0);
    intake.keep(
        new MessageStatus(
            CHANNEL,
            ChatIds.normalise(text(status, "recipient_id")),
            id,
            null,
            meaning,
            ChatIds.normalise(text(status, "viewer_id")),
            ProviderTime.read(status, "timestamp", receivedAt),
            text(error, "message")));
  }

  private static MessageStatus.@Nullable Status meaning(@Nullable String word) {
    return Arrays.stream(MessageStatus.Status.values())
        .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(word))
        .filter(status -> status != MessageStatus.Status.ACCEPTED && status != MessageStatus.Status.DROPPED)
        .findFirst()
        .orElse(null);
  }

  // A call is kept in its chat, for people to see. Each step of it (ringing, missed) has the call's id.
  private void call(JsonNode call, Instant receivedAt, Intake intake) {
    String id = ProviderIds.read(call, "id");
    String chatId = ChatIds.normalise(text(call, "from"));
    if (id == null || chatId == null) {
      intake.ignore();
      return;
    }
    intake.keep(
        inbound(
            call,
            "call-" + id + "-" + ProviderIds.read(call, "status"),
            chatId,
            new Content.Unsupported("call", call),
            receivedAt));
  }
}
