package id.balas.fakewhapi;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Routes the calls of an authorised channel that no fault has hit.
final class ProviderApi {

  private final ChannelApi ofChannel;
  private final Sends sends;
  private final MessageActions actions;

  ProviderApi(Healths healths, Surroundings around) {
    this.ofChannel = new ChannelApi(healths, around.faults());
    this.sends = new Sends(around);
    this.actions = new MessageActions(sends, around);
  }

  /// Throws [Refusal].
  Answer answer(Channel channel, Call call) {
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

  static Refusal notFound(Call call) {
    return new Refusal(404, "not found", call.method() + " " + call.path());
  }

  private Answer messages(Channel channel, Call call, String second, String third) {
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

  private static Answer list(Channel channel, Call call, String chatId) {
    if (!chatId.isEmpty() && !ChatIds.CHAT_ID.matcher(chatId).matches()) {
      throw new Refusal(400, "wrong request parameters", "a chat id has its suffix");
    }
    ListQuery query = ListQuery.read(call.query());
    return Answer.json(
        200, channel.history().list(chatId.isEmpty() ? null : chatId, query).bytes());
  }

  private static Answer chats(Channel channel, Call call, String chatId) {
    if (!call.method().equals("GET")) {
      throw notFound(call);
    }
    return Answer.of(
        200,
        chatId.isEmpty()
            ? ChatLists.chats(channel, call.query())
            : ChatLists.chat(channel, chatId));
  }

  private static Answer statuses(Channel channel, String messageId) {
    Stored message = channel.history().get(messageId);
    Ticks ticks = message.ticks();
    if (!message.isFromMe() || ticks == null) {
      throw new Refusal(403, "forbidden", "only a message of one's own has statuses");
    }
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("statuses");
    for (Ticks reached : Ticks.values()) {
      if (reached != Ticks.PENDING && reached.compareTo(ticks) <= 0) {
        list.add(Echoes.status(message, reached));
      }
    }
    return Answer.of(200, answer.put("count", list.size()).put("total", list.size()));
  }

  private static Answer media(Channel channel, Call call, String id) {
    return switch (call.method()) {
      case "POST" -> {
        ObjectNode answer = Json.object();
        answer.putArray("media").addObject().put("id", Upload.read(channel, call).id());
        yield Answer.of(200, answer);
      }
      case "GET" -> {
        MediaFile file = channel.media().get(id);
        yield Answer.of(200, file.mimeType(), file.bytes());
      }
      case "DELETE" -> {
        channel.media().remove(id);
        yield Answer.success();
      }
      default -> throw notFound(call);
    };
  }

  private static Answer presences(Call call, String entry) {
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
    return Answer.success();
  }
}
