package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.events.WireRecord;
import id.balas.whapi.content.ProviderIds;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Turns the provider's words into ours: all items of each array, by the key that the body has,
/// since the event's name is often missing. What is not for us is ignored, never refused: the
/// provider would bring it again for hours.
@Component
public class WebhookTranslator {

  private final ChannelNames channels;
  private final Lids lids;
  private final MessageTranslator messages;
  private final UnusualNames unusual = new UnusualNames();

  @Autowired
  public WebhookTranslator(ChannelNames channels, Lids lids) {
    this(channels, lids, () -> UUID.randomUUID().toString());
  }

  WebhookTranslator(ChannelNames channels, Lids lids, Supplier<String> freshIds) {
    this.channels = channels;
    this.lids = lids;
    this.messages = new MessageTranslator(freshIds);
  }

  public Intake translate(WebhookPayload payload, Event event, Instant receivedAt) {
    Intake intake = new Intake();
    for (JsonNode envelope : payload.envelopes()) {
      if (envelope.isObject()) {
        Arrival arrival = new Arrival(channelOf(envelope, intake), lids, receivedAt, false);
        envelope.forEachEntry(
            (key, value) -> translate(key, value, envelope, event, arrival, intake));
      } else {
        intake.ignore(Ignored.MALFORMED);
      }
    }
    return intake;
  }

  /// A message as the provider's list has it, found by a scan of the channel that our settings call
  /// so. Empty if there is nothing to record in it. Its record may have another id than the
  /// message, as a call's has.
  public Optional<WireRecord> backfilled(JsonNode message, String channel, Instant receivedAt) {
    JsonNode clean = WebhookPayload.clean(message);
    Intake intake = new Intake();
    if (ProviderIds.read(clean, "id") != null) {
      messages.message(clean, "post", new Arrival(channel, lids, receivedAt, true), intake);
    }
    return intake.records().stream().findFirst();
  }

  private String channelOf(JsonNode envelope, Intake intake) {
    String providerId = text(envelope, "channel_id");
    String name = channels.nameOf(providerId);
    if (!channels.claims(providerId)) {
      intake.countUnclaimed();
      unusual.tell(
          "No channel of WHAPI_CHANNELS has the id {}: what it brings is kept under that name",
          name);
    }
    return name;
  }

  private void translate(
      String key, JsonNode value, JsonNode envelope, Event event, Arrival arrival, Intake intake) {
    JsonNode told = envelope.path("event");
    switch (key) {
      case "messages" -> {
        String method = event.methodOf("messages", told);
        each(value, message -> messages.message(message, method, arrival, intake));
      }
      case "messages_updates" -> each(value, update -> messages.update(update, arrival, intake));
      case "messages_removed" -> each(value, removed -> messages.removed(removed, arrival, intake));
      case "messages_removed_all" -> each(value, chat -> Notices.emptied(chat, arrival, intake));
      case "statuses" -> each(value, status -> StatusTranslator.translate(status, arrival, intake));
      case "calls" -> each(value, call -> Notices.call(call, arrival, intake));
      case "health" -> ChannelTranslator.health(value, arrival, intake);
      case "qr" -> ChannelTranslator.qr(arrival, intake);
      case "user" -> ChannelTranslator.user(event.methodOf("users", told), arrival, intake);
      case "errors" -> ChannelTranslator.errors(value, arrival, intake);
      case "chats", "chats_updates", "chats_removed" -> intake.ignore(Ignored.CHATS, items(value));
      case "contacts", "contacts_updates" -> intake.ignore(Ignored.CONTACTS, items(value));
      case "groups", "groups_participants", "groups_updates" ->
          intake.ignore(Ignored.GROUPS, items(value));
      case "presences" -> intake.ignore(Ignored.PRESENCES, items(value));
      case "labels", "labels_removed" -> intake.ignore(Ignored.LABELS, items(value));
      case "service" -> intake.ignore(Ignored.SERVICE, items(value));
      case "event", "channel_id", "count", "total", "offset", "first", "last" -> {}
      default -> unknown(key, value, arrival, intake);
    }
  }

  private void unknown(String key, JsonNode value, Arrival arrival, Intake intake) {
    unusual.tell("The provider told of {}, which this release does not know", key);
    if (value.isArray() && !value.isEmpty()) {
      each(value, item -> Notices.unknown(key, item, arrival, intake));
    } else {
      intake.ignore(Ignored.UNKNOWN_EVENT);
    }
  }

  // Each is a list; some tools write a single item without one.
  private static void each(JsonNode value, Consumer<JsonNode> action) {
    if (value.isArray()) {
      value.forEach(action);
    } else if (!value.isNull()) {
      action.accept(value);
    }
  }

  private static int items(JsonNode value) {
    return value.isArray() ? value.size() : value.isNull() ? 0 : 1;
  }
}
