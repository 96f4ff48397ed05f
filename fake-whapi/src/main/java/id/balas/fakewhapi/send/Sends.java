package id.balas.fakewhapi.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.Echoes;
import id.balas.fakewhapi.channel.FakeContext;
import id.balas.fakewhapi.channel.MediaSource;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.MessageIds;
import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.webhook.Notice;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Accepts a message for a chat. There is no idempotency key: a duplicate call sends twice.
public final class Sends {

  private static final byte[] HEAD = "{\"sent\":true,\"message\":".getBytes(UTF_8);
  private static final int MAX_TYPING_SECONDS = 60;
  // https://faq.whatsapp.com/1212451479492846
  private static final Duration EDITABLE = Duration.ofMinutes(15);

  private final SendMedia media;
  private final Echoes echoes;
  private final FakeContext fake;

  public Sends(FakeContext fake) {
    this.media = new SendMedia(new MediaSource(fake.http()));
    this.echoes = new Echoes(fake);
    this.fake = fake;
  }

  /// Throws [ErrorResponseException].
  public Response send(Channel channel, SendKind kind, SendBody send) {
    Parameters fields = new Parameters(send.fields());
    String to = fields.text("to");
    Parameters.check(ChatIds.TO.matcher(to).matches(), "to");
    String chatId = ChatIds.withSuffix(to);
    ObjectNode context = context(fields);
    double typing = fields.number("typing_time", 0, MAX_TYPING_SECONDS, 0);
    String edit = messageId(fields, "edit");
    ObjectNode content =
        kind.isMedia() ? media.read(channel, kind, send) : SendContent.read(kind, fields);
    LockSupport.parkNanos(Math.round(typing * 1e9));
    return edit == null
        ? sent(channel, channel.sentMessage(chatId, kind.text(), content, context))
        : edited(channel, edit, kind.text(), content);
  }

  private static @Nullable ObjectNode context(Parameters fields) {
    String quoted = messageId(fields, "quoted");
    JsonNode mentions = fields.json().path("mentions");
    Parameters.check(Json.isAbsent(mentions) || mentions.isArray(), "mentions");
    if (quoted == null && Json.isAbsent(mentions)) {
      return null;
    }
    ObjectNode context = Json.object();
    if (quoted != null) {
      context.put("quoted_id", quoted);
    }
    if (!Json.isAbsent(mentions)) {
      context.set("mentions", mentions);
    }
    return context;
  }

  private static @Nullable String messageId(Parameters fields, String name) {
    String id = fields.optionalText(name);
    Parameters.check(id == null || MessageIds.isValid(id), name);
    return id;
  }

  public Response sent(Channel channel, ObjectNode message) {
    StoredMessage stored = channel.history().add(message);
    channel.people().of(stored.chatId(), null);
    return respond(channel, stored);
  }

  private Response respond(Channel channel, StoredMessage stored) {
    byte[] message = stored.bytes();
    byte[] body = new byte[HEAD.length + message.length + 1];
    System.arraycopy(HEAD, 0, body, 0, HEAD.length);
    System.arraycopy(message, 0, body, HEAD.length, message.length);
    body[body.length - 1] = '}';
    fake.events().publish("bubble", () -> stored.bubble(channel.name()));
    return Response.json(200, body).about(stored.id()).then(echoes.of(channel, stored));
  }

  // An edit sends no new message: it changes the old one.
  private Response edited(Channel channel, String target, String type, ObjectNode content) {
    StoredMessage stored = channel.history().find(target);
    if (stored == null || !stored.isFromMe() || !stored.type().equals(type)) {
      throw Parameters.invalid("edit");
    }
    stored.checkExists();
    stored.checkAge(EDITABLE, "edit");
    ObjectNode before = stored.edit(message -> message.set(type, content));
    fake.events().publish("bubble", () -> stored.bubble(channel.name()));
    ObjectNode action =
        Json.object().put("target", target).put("type", "edit").put("edited_type", type);
    action.set("edited_content", content);
    ObjectNode trigger = channel.sentMessage(stored.chatId(), "action", action, null);
    ObjectNode response = Json.object().put("sent", true);
    response.set("message", trigger);
    return Response.of(200, response)
        .about(target)
        .then(() -> channel.callbacks().publish(Notice.update(stored, trigger, before, type)));
  }
}
