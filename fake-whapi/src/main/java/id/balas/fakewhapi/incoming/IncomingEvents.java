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

  private final FakeContext around;
  private final IncomingContent contents;

  public IncomingEvents(FakeContext around) {
    this.around = around;
    this.contents = new IncomingContent(new MediaSource(around.http()), around.defaults().url());
  }

  /// Returns the new or changed bubble. Throws [ErrorResponseException].
  public ObjectNode happen(Channel channel, JsonNode order) {
    Parameters fields = new Parameters(order);
    IncomingSender writer = IncomingSender.read(channel, fields);
    String type = fields.text("type");
    StoredMessage shown =
        switch (type) {
          case "reaction", "delete" -> act(channel, writer, fields, type);
          case "edit" -> edit(channel, writer, fields);
          case "vote" -> vote(channel, writer, fields);
          case "call" -> call(channel, writer);
          default -> write(channel, writer, fields, type);
        };
    around.events().tell("bubble", () -> shown.bubble(channel.name()));
    return shown.bubble(channel.name());
  }

  private StoredMessage write(
      Channel channel, IncomingSender writer, Parameters fields, String type) {
    boolean known = channel.history().has(writer.chatId());
    ObjectNode message = writer.message(channel, contents.wireType(type), fields);
    contents.into(channel, message, type, fields);
    String quoted = fields.optionalText("quoted");
    if (quoted != null) {
      message.set("context", quote(channel.history().get(quoted)));
    }
    writer.sign(message);
    StoredMessage stored = channel.history().add(message);
    if (!known) {
      ObjectNode chat = ChatLists.chat(channel, writer.chatId());
      chat.remove("last_message");
      channel.callbacks().tell(Notice.of("chats", "post", chat, writer.chatId()));
    }
    channel.callbacks().tell(Notice.message(stored));
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
      Channel channel, IncomingSender writer, Parameters fields, String type) {
    StoredMessage target = channel.history().get(fields.text("target"));
    ObjectNode message = writer.message(channel, "action", fields);
    ObjectNode action = message.putObject("action").put("target", target.id()).put("type", type);
    if (type.equals("delete")) {
      target.delete();
      message.put("source", "system");
    } else {
      String emoji = fields.optionalText("emoji");
      action.put("emoji", emoji == null ? "" : emoji);
      target.react(writer.number(), emoji == null ? "" : emoji);
    }
    writer.sign(message);
    channel.callbacks().tell(Notice.message(channel.history().add(message)));
    return target;
  }

  private StoredMessage edit(Channel channel, IncomingSender writer, Parameters fields) {
    StoredMessage target = channel.history().get(fields.text("target"));
    String body = fields.text("body");
    ObjectNode before = target.edit(message -> IncomingContent.rewrite(message, body));
    ObjectNode trigger = writer.message(channel, "action", fields);
    ObjectNode action =
        trigger
            .putObject("action")
            .put("target", target.id())
            .put("type", "edit")
            .put("edited_type", target.type());
    action.set("edited_content", target.json().path(target.type()));
    writer.sign(trigger);
    channel.callbacks().tell(Notice.update(target, trigger, before, target.type()));
    return target;
  }

  private StoredMessage vote(Channel channel, IncomingSender writer, Parameters fields) {
    StoredMessage target = channel.history().get(fields.text("target"));
    Parameters.check(target.type().equals("poll"), "target");
    JsonNode votes = fields.json().path("votes");
    Parameters.check(votes.isArray(), "votes");
    List<String> chosen = votes.valueStream().map(vote -> vote.asString("")).toList();
    ObjectNode before = target.change(message -> Poll.count(message, writer.number(), chosen));
    ObjectNode trigger = writer.message(channel, "action", fields);
    ObjectNode action = trigger.putObject("action").put("target", target.id()).put("type", "vote");
    action.set("votes", Poll.ids(target.json(), chosen));
    writer.sign(trigger);
    channel.callbacks().tell(Notice.update(target, trigger, before, "poll"));
    return target;
  }

  // Here the sender has a suffix, and the time is in milliseconds.
  private StoredMessage call(Channel channel, IncomingSender writer) {
    ObjectNode call =
        Json.object()
            .put("id", UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT))
            .put("from", writer.number() + "@s.whatsapp.net")
            .put("chat_id", writer.chatId())
            .put("status", "initiated")
            .put("timestamp", Instant.now().toEpochMilli())
            .put("group_call", false)
            .put("video_call", false)
            .put("offline_call", false);
    ObjectNode message = writer.message(channel, "call", new Parameters(Json.object()));
    message.set("call", call);
    writer.sign(message);
    channel.callbacks().tell(Notice.of("calls", "post", call, writer.chatId()));
    return channel.history().add(message);
  }
}
