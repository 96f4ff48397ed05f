package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.events.WireRecord;
import id.balas.ingest.translation.TranslatedBody.Item;
import id.balas.ingest.translation.TranslatedBody.Kept;
import id.balas.whapi.content.CleanJson;
import id.balas.whapi.content.ProviderIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Translates a webhook body to records: all items of each array, by the keys of the body, since
/// the event name is often missing. Irrelevant items are ignored, never rejected: the provider
/// would redeliver them for hours.
@Component
public class WebhookTranslator {

  /// Looks up the phone numbers of hidden numbers (`…@lid`). Never blocks.
  public interface PhoneLookup {

    /// The contact's chat id with the phone number, or null while it is unknown.
    @Nullable String phoneOf(String channel, String lid);
  }

  private final ChannelNames channels;
  private final PhoneLookup phones;
  private final Inbox inbox;
  private final MessageTranslator messages;
  private final UnusualNames unusual = new UnusualNames();

  @Autowired
  public WebhookTranslator(ChannelNames channels, PhoneLookup phones, Inbox inbox) {
    this(channels, phones, inbox, () -> UUID.randomUUID().toString());
  }

  WebhookTranslator(
      ChannelNames channels, PhoneLookup phones, Inbox inbox, Supplier<String> freshIds) {
    this.channels = channels;
    this.phones = phones;
    this.inbox = inbox;
    this.messages = new MessageTranslator(inbox, freshIds);
  }

  public TranslatedBody translate(WebhookPayload payload, WebhookRoute route, Instant receivedAt) {
    List<Item> items = new ArrayList<>(4);
    int fromUnknownChannel = 0;
    for (JsonNode envelope : payload.envelopes()) {
      if (!envelope.isObject()) {
        items.add(Ignored.MALFORMED);
        continue;
      }
      String providerId = text(envelope, "channel_id");
      String channel = channels.nameOf(providerId);
      if (!channels.claims(providerId)) {
        fromUnknownChannel++;
        unusual.logOnce(
            "No channel in WHAPI_CHANNELS has the id {}: its messages are stored under that name",
            channel);
      }
      ReceiveContext context = new ReceiveContext(channel, phones, receivedAt, false);
      for (Map.Entry<String, JsonNode> entry : envelope.properties()) {
        translate(entry.getKey(), entry.getValue(), envelope.path("event"), route, context).stream()
            .map(inbox::filtered)
            .forEach(items::add);
      }
    }
    return TranslatedBody.of(items, fromUnknownChannel);
  }

  /// Translates a message from the provider's list, which a scan of the channel found. `channel` is
  /// our name for it. Empty if there is nothing to record. The record's id may differ from the
  /// message's id, as for a call.
  public Optional<WireRecord> backfilled(JsonNode message, String channel, Instant receivedAt) {
    JsonNode clean = CleanJson.copy(message);
    return ProviderIds.read(clean, "id") != null
            && inbox.filtered(
                    messages.message(
                        clean, "post", new ReceiveContext(channel, phones, receivedAt, true)))
                instanceof Kept kept
        ? Optional.of(kept.record())
        : Optional.empty();
  }

  private List<Item> translate(
      String key, JsonNode value, JsonNode event, WebhookRoute route, ReceiveContext context) {
    return switch (key) {
      case "messages" -> {
        String method = route.methodOf("messages", event);
        yield each(value, message -> messages.message(message, method, context));
      }
      case "messages_updates" -> each(value, update -> messages.update(update, context));
      case "messages_removed" -> each(value, removed -> messages.removed(removed, context));
      case "messages_removed_all" -> each(value, chat -> Notices.emptied(chat, context));
      case "statuses" -> each(value, status -> StatusTranslator.translate(status, context));
      case "calls" -> each(value, call -> Notices.call(call, context));
      case "health" -> List.of(PossibleGap.ofHealth(context.channel(), value));
      case "qr" -> List.of(PossibleGap.ofQrCode(context.channel()));
      case "user" -> List.of(PossibleGap.ofUser(context.channel(), route.methodOf("users", event)));
      case "errors" ->
          value.isEmpty() ? List.of() : List.of(PossibleGap.ofErrors(context.channel(), value));
      case "chats", "chats_updates", "chats_removed" -> each(value, _ -> Ignored.CHATS);
      case "contacts", "contacts_updates" -> each(value, _ -> Ignored.CONTACTS);
      case "groups", "groups_participants", "groups_updates" -> each(value, _ -> Ignored.GROUPS);
      case "presences" -> each(value, _ -> Ignored.PRESENCES);
      case "labels", "labels_removed" -> each(value, _ -> Ignored.LABELS);
      case "service" -> each(value, _ -> Ignored.SERVICE);
      case "event", "channel_id", "count", "total", "offset", "first", "last" -> List.of();
      default -> unknown(key, value, context);
    };
  }

  private List<Item> unknown(String key, JsonNode value, ReceiveContext context) {
    unusual.logOnce("The provider sent {}, which this release does not know", key);
    return value.isArray() && !value.isEmpty()
        ? each(value, item -> Notices.unknown(key, item, context))
        : List.of(Ignored.UNKNOWN_EVENT);
  }

  // Each value is a list, but some tools write a single item without one.
  private static List<Item> each(JsonNode value, Function<JsonNode, Item> translation) {
    if (!value.isArray()) {
      return value.isNull() ? List.of() : List.of(translation.apply(value));
    }
    List<Item> items = new ArrayList<>(value.size());
    value.forEach(item -> items.add(translation.apply(item)));
    return items;
  }
}
