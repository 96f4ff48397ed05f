package id.balas.stack.fakewhapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What the provider answers to which call of an authorised channel that no fault has met.
final class ProviderApi {

  private static final String LIST = "/messages/list";

  private final Faults faults;
  private final Webhook webhook;

  ProviderApi(Faults faults, Webhook webhook) {
    this.faults = faults;
    this.webhook = webhook;
  }

  /// Throws [Refusal].
  Answer answer(Channel channel, Call call) {
    String route = call.method() + " " + call.path();
    return switch (route) {
      case "POST /messages/text" -> sendText(channel, call);
      case "GET " + LIST -> list(channel, call, null);
      case "GET /health" -> Answer.of(200, channel.healthJson(Channels.shown(channel, faults)));
      default -> {
        if (!route.startsWith("GET " + LIST + "/")) {
          throw new Refusal(404, "not found", route);
        }
        yield list(channel, call, call.path().substring(LIST.length() + 1));
      }
    };
  }

  private Answer sendText(Channel channel, Call call) {
    TextSend send = TextSend.read(call.json());
    LockSupport.parkNanos(send.typing().toNanos());
    ObjectNode context = send.quoted() == null ? null : Json.object().put("quoted_id", send.quoted());
    Stored stored =
        channel.history().add(channel.sentMessage(send.chatId(), "text", Json.object().put("body", send.body()), context));
    return sent(stored).about(stored.id()).then(() -> webhook.echoAndStatuses(channel, stored.json()));
  }

  private static Answer sent(Stored stored) {
    byte[] head = "{\"sent\":true,\"message\":".getBytes(UTF_8);
    byte[] message = stored.bytes();
    byte[] body = new byte[head.length + message.length + 1];
    System.arraycopy(head, 0, body, 0, head.length);
    System.arraycopy(message, 0, body, head.length, message.length);
    body[body.length - 1] = '}';
    return Answer.json(200, body);
  }

  private static Answer list(Channel channel, Call call, @Nullable String chatId) {
    if (chatId != null && !ChatIds.CHAT_ID.matcher(chatId).matches()) {
      throw new Refusal(400, "wrong request parameters", "a chat id has its suffix");
    }
    return Answer.json(200, channel.history().list(chatId, ListQuery.read(call.query())).bytes());
  }
}
