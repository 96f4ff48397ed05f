package id.balas.fakewhapi.api;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.FakeContext;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.model.Ticks;
import id.balas.fakewhapi.send.Sends;
import id.balas.fakewhapi.webhook.Notice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Actions on an existing message: read, forward, react, delete.
final class MessageActions {

  private final Sends sends;
  private final FakeContext around;

  MessageActions(Sends sends, FakeContext around) {
    this.sends = sends;
    this.around = around;
  }

  /// `what` is the path segment after the id, or empty. Throws [ErrorResponseException].
  Response answer(Channel channel, String id, @Nullable String what, Call call) {
    StoredMessage message = channel.history().get(id);
    return switch (call.method() + (what == null ? "" : " " + what)) {
      case "GET" -> Response.json(200, message.bytes()).about(id);
      case "PUT" -> read(channel, message);
      case "POST" -> forward(channel, message, call);
      case "DELETE" -> delete(channel, message);
      case "PUT reaction" ->
          react(channel, message, new Parameters(call.json()).optionalText("emoji"));
      case "DELETE reaction" -> react(channel, message, "");
      case "PUT star", "POST pin", "DELETE pin" -> Response.success().about(id);
      default ->
          throw new ErrorResponseException(404, "not found", call.method() + " " + call.path());
    };
  }

  private Response read(Channel channel, StoredMessage message) {
    Parameters.check(!message.isFromMe(), "MessageID");
    message.reach(Ticks.READ);
    around.events().tell("bubble", () -> message.bubble(channel.name()));
    return Response.success().about(message.id());
  }

  private Response forward(Channel channel, StoredMessage message, Call call) {
    Parameters fields = new Parameters(call.json());
    String to = fields.text("to");
    Parameters.check(ChatIds.TO.matcher(to).matches(), "to");
    ObjectNode context = Json.object().put("forwarded", true).put("forwarding_score", 1);
    JsonNode content = message.json().path(message.type());
    return sends.sent(
        channel, channel.sentMessage(ChatIds.withSuffix(to), message.type(), content, context));
  }

  private Response delete(Channel channel, StoredMessage message) {
    if (!message.isFromMe()) {
      throw new ErrorResponseException(
          403, "forbidden", "only a message of one's own can be taken back");
    }
    message.delete();
    ObjectNode action = Json.object().put("target", message.id()).put("type", "delete");
    ObjectNode notice =
        channel.sentMessage(message.chatId(), "action", action, null).put("source", "system");
    return acted(channel, message, notice);
  }

  private Response react(Channel channel, StoredMessage message, @Nullable String emoji) {
    if (emoji == null) {
      throw Parameters.refusal("emoji");
    }
    message.react(channel.number(), emoji);
    ObjectNode action =
        Json.object().put("target", message.id()).put("type", "reaction").put("emoji", emoji);
    return acted(channel, message, channel.sentMessage(message.chatId(), "action", action, null));
  }

  private Response acted(Channel channel, StoredMessage message, ObjectNode action) {
    StoredMessage stored = channel.history().add(action);
    around.events().tell("bubble", () -> message.bubble(channel.name()));
    return Response.success()
        .about(message.id())
        .then(() -> channel.callbacks().tell(Notice.message(stored)));
  }
}
