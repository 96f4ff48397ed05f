package id.balas.fakewhapi;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Simulates WhatsApp activity: messages from customers, from group members, or from our own phone.
/// Adds each to the history and notifies the webhook.
final class Happenings {

  private final Surroundings around;
  private final HappeningContent contents;

  Happenings(Surroundings around) {
    this.around = around;
    this.contents = new HappeningContent(new MediaSource(around.http()), around.settings());
  }

  /// Returns the new or changed bubble. Throws [Refusal].
  ObjectNode happen(Channel channel, JsonNode order) {
    Parameters fields = new Parameters(order);
    Writer writer = Writer.read(channel, fields);
    String type = fields.text("type");
    Stored shown =
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

  private Stored write(Channel channel, Writer writer, Parameters fields, String type) {
    boolean known = channel.history().has(writer.chatId());
    ObjectNode message = writer.message(channel, contents.wireType(type), fields);
    contents.into(channel, message, type, fields);
    String quoted = fields.optionalText("quoted");
    if (quoted != null) {
      message.set("context", quote(channel.history().get(quoted)));
    }
    writer.sign(message);
    Stored stored = channel.history().add(message);
    if (!known) {
      ObjectNode chat = ChatLists.chat(channel, writer.chatId());
      chat.remove("last_message");
      channel.callbacks().tell(Notice.of("chats", "post", chat, writer.chatId()));
    }
    channel.callbacks().tell(Notice.message(stored));
    return stored;
  }

  private static ObjectNode quote(Stored quoted) {
    ObjectNode context =
        Json.object()
            .put("quoted_id", quoted.id())
            .put("quoted_author", quoted.from())
            .put("quoted_type", quoted.type());
    context.set("quoted_content", quoted.json().path(quoted.type()));
    return context;
  }

  // The system reports a deletion, as in the logs.
  private Stored act(Channel channel, Writer writer, Parameters fields, String type) {
    Stored target = channel.history().get(fields.text("target"));
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

  private Stored edit(Channel channel, Writer writer, Parameters fields) {
    Stored target = channel.history().get(fields.text("target"));
    String body = fields.text("body");
    ObjectNode before = target.edit(message -> HappeningContent.rewrite(message, body));
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

  private Stored vote(Channel channel, Writer writer, Parameters fields) {
    Stored target = channel.history().get(fields.text("target"));
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
  private Stored call(Channel channel, Writer writer) {
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
