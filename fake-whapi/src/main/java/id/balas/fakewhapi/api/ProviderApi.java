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
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.ListQuery;
import id.balas.fakewhapi.model.MediaFile;
import id.balas.fakewhapi.model.MessageIds;
import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.model.Ticks;
import id.balas.fakewhapi.send.SendBody;
import id.balas.fakewhapi.send.SendKind;
import id.balas.fakewhapi.send.Sends;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Routes the calls of an authorised channel that no fault has hit.
final class ProviderApi {

  private final ChannelApi ofChannel;
  private final Sends sends;
  private final MessageActions actions;

  ProviderApi(ChannelHealth healths, FakeContext around) {
    this.ofChannel = new ChannelApi(healths, around.faults());
    this.sends = new Sends(around);
    this.actions = new MessageActions(sends, around);
  }

  /// Throws [ErrorResponseException].
  Response answer(Channel channel, Call call) {
    List<String> path = call.segments();
    String second = path.size() > 1 ? path.get(1) : "";
    String third = path.size() > 2 ? path.get(2) : "";
    return switch (path.getFirst()) {
      case "messages" -> messages(channel, call, second, third);
      case "chats" -> chats(channel, call, second);
      case "contacts" -> Contacts.answer(channel, call, second, third);
      case "statuses" -> statuses(channel, second);
      case "media" -> media(channel, call, second);
      case "presences" -> presences(call, second);
      case "health", "limits", "settings", "users" -> ofChannel.answer(channel, call);
      default -> throw notFound(call);
    };
  }

  static ErrorResponseException notFound(Call call) {
    return new ErrorResponseException(404, "not found", call.method() + " " + call.path());
  }

  private Response messages(Channel channel, Call call, String second, String third) {
    if (call.method().equals("POST") && third.isEmpty() && SendKind.read(second).isPresent()) {
      return sends.send(channel, SendKind.read(second).get(), SendBody.read(call));
    }
    if (call.method().equals("POST") && second.equals("media")) {
      SendKind kind =
          SendKind.read(third).filter(SendKind::isMedia).orElseThrow(() -> notFound(call));
      return sends.send(channel, kind, SendBody.ofRawFile(call));
    }
    if (call.method().equals("GET") && second.equals("list")) {
      return list(channel, call, third);
    }
    if (!MessageIds.isOne(second)) {
      throw notFound(call);
    }
    return actions.answer(channel, second, third.isEmpty() ? null : third, call);
  }

  private static Response list(Channel channel, Call call, String chatId) {
    if (!chatId.isEmpty() && !ChatIds.CHAT_ID.matcher(chatId).matches()) {
      throw new ErrorResponseException(400, "wrong request parameters", "a chat id has its suffix");
    }
    ListQuery query = ListQuery.read(call.query());
    return Response.json(
        200, channel.history().list(chatId.isEmpty() ? null : chatId, query).bytes());
  }

  private static Response chats(Channel channel, Call call, String chatId) {
    if (!call.method().equals("GET")) {
      throw notFound(call);
    }
    return Response.of(
        200,
        chatId.isEmpty()
            ? ChatLists.chats(channel, call.query())
            : ChatLists.chat(channel, chatId));
  }

  private static Response statuses(Channel channel, String messageId) {
    StoredMessage message = channel.history().get(messageId);
    Ticks ticks = message.ticks();
    if (!message.isFromMe() || ticks == null) {
      throw new ErrorResponseException(
          403, "forbidden", "only a message of one's own has statuses");
    }
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("statuses");
    for (Ticks reached : Ticks.values()) {
      if (reached != Ticks.PENDING && reached.compareTo(ticks) <= 0) {
        list.add(Echoes.status(message, reached));
      }
    }
    return Response.of(200, answer.put("count", list.size()).put("total", list.size()));
  }

  private static Response media(Channel channel, Call call, String id) {
    return switch (call.method()) {
      case "POST" -> {
        ObjectNode answer = Json.object();
        answer.putArray("media").addObject().put("id", Upload.read(channel, call).id());
        yield Response.of(200, answer);
      }
      case "GET" -> {
        MediaFile file = channel.media().get(id);
        yield Response.of(200, file.mimeType(), file.bytes());
      }
      case "DELETE" -> {
        channel.media().remove(id);
        yield Response.success();
      }
      default -> throw notFound(call);
    };
  }

  private static Response presences(Call call, String entry) {
    if (entry.isEmpty()) {
      throw notFound(call);
    }
    if (call.method().equals("PUT")) {
      Parameters fields = new Parameters(call.json());
      if (entry.equals("me")) {
        fields.choice("presence", "online", "offline");
      } else {
        fields.choice("presence", "typing", "recording", "pause");
      }
      fields.number("delay", 0, 60, 0);
    }
    return Response.success();
  }
}
