package id.balas.fakewhapi.api;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.FakeContext;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.http.Routes;
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.MessageIds;
import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.model.Ticks;
import id.balas.fakewhapi.send.Sends;
import id.balas.fakewhapi.webhook.Notice;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Actions on an existing message: read, forward, react, delete.
final class MessageActions {

  // About two days: https://faq.whatsapp.com/1370476507114859
  private static final Duration DELETABLE = Duration.ofHours(60);

  private final Sends sends;
  private final FakeContext fake;

  MessageActions(Sends sends, FakeContext fake) {
    this.sends = sends;
    this.fake = fake;
  }

  void addRoutes(Routes<Channel> routes) {
    String one = "/messages/{id}";
    routes
        .add("GET", one, (channel, call, path) -> get(message(channel, call, path)))
        .add("PUT", one, (channel, call, path) -> read(channel, message(channel, call, path)))
        .add(
            "POST",
            one,
            (channel, call, path) -> forward(channel, message(channel, call, path), call))
        .add("DELETE", one, (channel, call, path) -> delete(channel, message(channel, call, path)))
        .add(
            "PUT",
            one + "/reaction",
            (channel, call, path) ->
                react(
                    channel,
                    message(channel, call, path),
                    new Parameters(call.json()).optionalText("emoji")))
        .add(
            "DELETE",
            one + "/reaction",
            (channel, call, path) -> react(channel, message(channel, call, path), ""))
        .add("PUT", one + "/star", (channel, call, path) -> accept(message(channel, call, path)))
        .add("POST", one + "/pin", (channel, call, path) -> accept(message(channel, call, path)))
        .add("DELETE", one + "/pin", (channel, call, path) -> accept(message(channel, call, path)));
  }

  /// Throws [ErrorResponseException] when the id is invalid or unknown.
  private static StoredMessage message(Channel channel, Call call, List<String> path) {
    if (!MessageIds.isValid(path.getFirst())) {
      throw ErrorResponseException.notFound(call);
    }
    return channel.history().get(path.getFirst());
  }

  private static Response get(StoredMessage message) {
    return Response.json(200, message.bytes()).about(message.id());
  }

  private static Response accept(StoredMessage message) {
    return Response.success().about(message.id());
  }

  private Response read(Channel channel, StoredMessage message) {
    Parameters.check(!message.isFromMe(), "MessageID");
    message.advance(Ticks.READ);
    fake.events().publish("bubble", () -> message.bubble(channel.name()));
    return Response.success().about(message.id());
  }

  private Response forward(Channel channel, StoredMessage message, Call call) {
    message.checkExists();
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
      throw new ErrorResponseException(403, "forbidden", "only own messages can be deleted");
    }
    message.checkExists();
    message.checkAge(DELETABLE, "delete");
    message.delete();
    ObjectNode action = Json.object().put("target", message.id()).put("type", "delete");
    ObjectNode notice =
        channel.sentMessage(message.chatId(), "action", action, null).put("source", "system");
    return acted(channel, message, notice);
  }

  private Response react(Channel channel, StoredMessage message, @Nullable String emoji) {
    if (emoji == null) {
      throw Parameters.invalid("emoji");
    }
    message.checkExists();
    message.react(channel.number(), emoji);
    ObjectNode action =
        Json.object().put("target", message.id()).put("type", "reaction").put("emoji", emoji);
    return acted(channel, message, channel.sentMessage(message.chatId(), "action", action, null));
  }

  private Response acted(Channel channel, StoredMessage message, ObjectNode action) {
    StoredMessage stored = channel.history().add(action);
    fake.events().publish("bubble", () -> message.bubble(channel.name()));
    return Response.success()
        .about(message.id())
        .then(() -> channel.callbacks().publish(Notice.message(stored)));
  }
}
