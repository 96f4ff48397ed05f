package id.balas.fakewhapi.api;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.ChannelHealth;
import id.balas.fakewhapi.channel.ChatLists;
import id.balas.fakewhapi.channel.Echoes;
import id.balas.fakewhapi.channel.FakeContext;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.http.Routes;
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.ListQuery;
import id.balas.fakewhapi.model.MediaFile;
import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.model.Ticks;
import id.balas.fakewhapi.send.SendBody;
import id.balas.fakewhapi.send.SendKind;
import id.balas.fakewhapi.send.Sends;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The provider's calls of an authorized channel that no fault has hit.
final class ProviderApi {

  private final Sends sends;
  private final Routes<Channel> routes = new Routes<>();

  ProviderApi(ChannelHealth channelHealth, FakeContext fake) {
    this.sends = new Sends(fake);
    addMessageRoutes(new MessageActions(sends, fake));
    addOtherRoutes();
    Contacts.addRoutes(routes);
    new ChannelApi(channelHealth, fake.faults()).addRoutes(routes);
  }

  private void addMessageRoutes(MessageActions actions) {
    routes
        .add(
            "POST",
            "/messages/media/{kind}",
            (channel, call, path) -> sendRawFile(channel, call, path.getFirst()))
        .add("GET", "/messages/list", (channel, call, _) -> list(channel, call, ""))
        .add(
            "GET",
            "/messages/list/{chat}",
            (channel, call, path) -> list(channel, call, path.getFirst()));
    for (SendKind kind : SendKind.values()) {
      routes.add(
          "POST",
          "/messages/" + kind.text(),
          (channel, call, _) -> sends.send(channel, kind, SendBody.read(call)));
    }
    actions.addRoutes(routes);
  }

  private void addOtherRoutes() {
    routes
        .add(
            "GET",
            "/chats",
            (channel, call, _) -> Response.of(200, ChatLists.chats(channel, call.query())))
        .add(
            "GET",
            "/chats/{chat}",
            (channel, _, path) -> Response.of(200, ChatLists.chat(channel, path.getFirst())))
        .add("GET", "/statuses/{message}", (channel, _, path) -> statuses(channel, path.getFirst()))
        .add("POST", "/media", (channel, call, _) -> upload(channel, call))
        .add("GET", "/media/{id}", (channel, _, path) -> file(channel, path.getFirst()))
        .add("DELETE", "/media/{id}", (channel, _, path) -> deleteFile(channel, path.getFirst()))
        .add("PUT", "/presences/me", (_, call, _) -> presence(call, "online", "offline"))
        .add(
            "PUT",
            "/presences/{chat}",
            (channel, call, path) -> typing(channel, call, path.getFirst()))
        .add("GET", "/presences/{chat}", (_, _, _) -> Response.success())
        .add("POST", "/presences/{chat}", (_, _, _) -> Response.success());
  }

  /// Throws [ErrorResponseException].
  Response handle(Channel channel, Call call) {
    return routes.handle(channel, call);
  }

  private Response sendRawFile(Channel channel, Call call, String name) {
    SendKind kind =
        SendKind.read(name)
            .filter(SendKind::isMedia)
            .orElseThrow(() -> ErrorResponseException.notFound(call));
    return sends.send(channel, kind, SendBody.ofRawFile(call));
  }

  private static Response list(Channel channel, Call call, String chatId) {
    if (!chatId.isEmpty() && !ChatIds.CHAT_ID.matcher(chatId).matches()) {
      throw new ErrorResponseException(
          400, "wrong request parameters", "a chat id needs a suffix, such as @s.whatsapp.net");
    }
    ListQuery query = ListQuery.read(call.query());
    return Response.json(
        200, channel.history().list(chatId.isEmpty() ? null : chatId, query).bytes());
  }

  private static Response statuses(Channel channel, String messageId) {
    StoredMessage message = channel.history().get(messageId);
    Ticks ticks = message.ticks();
    if (!message.isFromMe() || ticks == null) {
      throw new ErrorResponseException(403, "forbidden", "only own messages have statuses");
    }
    ObjectNode response = Json.object();
    ArrayNode list = response.putArray("statuses");
    for (Ticks reached : Ticks.values()) {
      if (reached != Ticks.PENDING && reached.compareTo(ticks) <= 0) {
        list.add(Echoes.status(message, reached));
      }
    }
    return Response.of(200, response.put("count", list.size()).put("total", list.size()));
  }

  private static Response upload(Channel channel, Call call) {
    ObjectNode response = Json.object();
    response.putArray("media").addObject().put("id", Upload.read(channel, call).id());
    return Response.of(200, response);
  }

  private static Response file(Channel channel, String id) {
    MediaFile file = channel.media().get(id);
    return Response.of(200, file.mimeType(), file.bytes());
  }

  private static Response deleteFile(Channel channel, String id) {
    channel.media().remove(id);
    return Response.success();
  }

  private static Response typing(Channel channel, Call call, String chatId) {
    if (!ChatIds.CHAT_ID.matcher(ChatIds.withSuffix(chatId)).matches()) {
      throw Parameters.invalid("EntryID");
    }
    Response response = presence(call, "typing", "recording", "pause");
    Parameters fields = new Parameters(call.json());
    channel
        .presences()
        .add(ChatIds.withSuffix(chatId), fields.text("presence"), fields.number("delay", 0, 60, 0));
    return response;
  }

  private static Response presence(Call call, String... allowed) {
    Parameters fields = new Parameters(call.json());
    fields.choice("presence", allowed);
    fields.number("delay", 0, 60, 0);
    return Response.success();
  }
}
