package id.balas.fakewhapi.incoming;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.ChatLists;
import id.balas.fakewhapi.channel.FakeContext;
import id.balas.fakewhapi.channel.MediaSource;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.model.Poll;
import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.webhook.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Simulates WhatsApp activity: messages from customers, from group members, or from our own phone.
/// Adds each to the history and notifies the webhook.
public final class IncomingEvents {

  private final FakeContext fake;
  private final IncomingContent content;

  public IncomingEvents(FakeContext fake) {
    this.fake = fake;
    this.content = new IncomingContent(new MediaSource(fake.http()), fake.defaults().url());
  }

  /// Returns the new or changed bubble. Throws [ErrorResponseException].
  public ObjectNode add(Channel channel, JsonNode order) {
    Parameters fields = new Parameters(order);
    IncomingSender sender = IncomingSender.read(channel, fields);
    String type = fields.text("type");
    StoredMessage shown =
        switch (type) {
          case "reaction", "delete" -> act(channel, sender, fields, type);
          case "edit" -> edit(channel, sender, fields);
          case "vote" -> vote(channel, sender, fields);
          case "call" -> call(channel, sender);
          default -> write(channel, sender, fields, type);
        };
    fake.events().publish("bubble", () -> shown.bubble(channel.name()));
    return shown.bubble(channel.name());
  }

  private StoredMessage write(
      Channel channel, IncomingSender sender, Parameters fields, String type) {
    boolean known = channel.history().has(sender.chatId());
    ObjectNode message = sender.message(channel, content.wireType(type), fields);
    content.write(channel, message, type, fields);
    String quoted = fields.optionalText("quoted");
    if (quoted != null) {
      message.set("context", quote(channel.history().get(quoted)));
    }
    sender.addTo(message);
    StoredMessage stored = channel.history().add(message);
    if (!known) {
      ObjectNode chat = ChatLists.chat(channel, sender.chatId());
      chat.remove("last_message");
      channel.callbacks().publish(Notice.of("chats", "post", chat, sender.chatId()));
    }
    channel.callbacks().publish(Notice.message(stored));
    return stored;
  }

  private static ObjectNode quote(StoredMessage quoted) {
    ObjectNode context =
        Json.object()
            .put("quoted_id", quoted.id())
            .put("quoted_author", quoted.from())
            .put("quoted_type", quoted.type());
    context.set("quoted_content", quoted.json().path(quoted.type()));
    return context;
  }

  // The system reports a deletion, as in the logs.
  private StoredMessage act(
      Channel channel, IncomingSender sender, Parameters fields, String type) {
    StoredMessage target = channel.history().get(fields.text("target"));
    ObjectNode message = sender.message(channel, "action", fields);
    ObjectNode action = message.putObject("action").put("target", target.id()).put("type", type);
    if (type.equals("delete")) {
      target.delete();
      message.put("source", "system");
    } else {
      String emoji = fields.optionalText("emoji");
      action.put("emoji", emoji == null ? "" : emoji);
      target.react(sender.number(), emoji == null ? "" : emoji);
    }
    sender.addTo(message);
    channel.callbacks().publish(Notice.message(channel.history().add(message)));
    return target;
  }

  private StoredMessage edit(Channel channel, IncomingSender sender, Parameters fields) {
    StoredMessage target = channel.history().get(fields.text("target"));
    String body = fields.text("body");
    ObjectNode before = target.edit(message -> IncomingContent.rewrite(message, body));
    ObjectNode trigger = sender.message(channel, "action", fields);
    ObjectNode action =
        trigger
            .putObject("action")
            .put("target", target.id())
            .put("type", "edit")
            .put("edited_type", target.type());
    action.set("edited_content", target.json().path(target.type()));
    sender.addTo(trigger);
    channel.callbacks().publish(Notice.update(target, trigger, before, target.type()));
    return target;
  }

  private StoredMessage vote(Channel channel, IncomingSender sender, Parameters fields) {
    StoredMessage target = channel.history().get(fields.text("target"));
    Parameters.check(target.type().equals("poll"), "target");
    JsonNode votes = fields.json().path("votes");
    Parameters.check(votes.isArray(), "votes");
    List<String> chosen = votes.valueStream().map(vote -> vote.asString("")).toList();
    ObjectNode before = target.change(message -> Poll.count(message, sender.number(), chosen));
    ObjectNode trigger = sender.message(channel, "action", fields);
    ObjectNode action = trigger.putObject("action").put("target", target.id()).put("type", "vote");
    action.set("votes", Poll.ids(target.json(), chosen));
    sender.addTo(trigger);
    channel.callbacks().publish(Notice.update(target, trigger, before, "poll"));
    return target;
  }

  // Here the sender has a suffix, and the time is in milliseconds.
  private StoredMessage call(Channel channel, IncomingSender sender) {
    ObjectNode call =
        Json.object()
            .put("id", UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT))
            .put("from", sender.number() + "@s.whatsapp.net")
            .put("chat_id", sender.chatId())
            .put("status", "initiated")
            .put("timestamp", Instant.now().toEpochMilli())
            .put("group_call", false)
            .put("video_call", false)
            .put("offline_call", false);
    ObjectNode message = sender.message(channel, "call", new Parameters(Json.object()));
    message.set("call", call);
    sender.addTo(message);
    channel.callbacks().publish(Notice.of("calls", "post", call, sender.chatId()));
    return channel.history().add(message);
  }
}
