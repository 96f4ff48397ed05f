package id.balas.fakewhapi.api;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.ChannelHealth;
import id.balas.fakewhapi.channel.Channels;
import id.balas.fakewhapi.channel.FakeContext;
import id.balas.fakewhapi.faults.Faults;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.incoming.IncomingEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The fake's own calls, below `/fake/`. They need no token, because they serve local use only.
public final class ControlApi {

  private final Channels channels;
  private final ChannelHealth healths;
  private final FakeContext around;
  private final IncomingEvents happenings;

  public ControlApi(Channels channels, ChannelHealth healths, FakeContext around) {
    this.channels = channels;
    this.healths = healths;
    this.around = around;
    this.happenings = new IncomingEvents(around);
  }

  /// Throws [ErrorResponseException].
  public Response answer(Call call) {
    List<String> path = call.segments();
    String name = path.size() > 2 ? path.get(2) : "";
    Faults faults = around.faults();
    return switch (call.method() + " " + path.get(1) + (name.isEmpty() ? "" : "/")) {
      case "GET channels" -> Response.of(200, healths.json());
      case "POST channels" -> added(call);
      case "PATCH channels/" -> changed(channels.named(name), call);
      case "GET faults" -> Response.of(200, faults.state());
      case "POST faults" -> ordered(faults.add(call.json()));
      case "DELETE faults" -> ordered(faults.clear());
      case "DELETE faults/" -> ordered(faults.remove(name));
      case "GET people" -> Response.of(200, people(asked(call)));
      case "POST people" -> Response.of(200, inBody(call).people().add(call.json()).json());
      case "POST messages" -> Response.of(200, happenings.happen(inBody(call), call.json()));
      case "GET chats/" -> Response.of(200, bubbles(asked(call), name));
      case "GET exchanges" ->
          Response.of(200, around.exchanges().json(call.query().getOrDefault("messageId", "")));
      case "GET files/" -> file(name);
      case "DELETE history" -> cleared();
      case "DELETE callbacks" -> restarted();
      default ->
          throw new ErrorResponseException(404, "not found", call.method() + " " + call.path());
    };
  }

  private Channel asked(Call call) {
    return channels.named(call.query().get("channel"));
  }

  private Channel inBody(Call call) {
    @Nullable String name = new Parameters(call.json()).optionalText("channel");
    return channels.named(name);
  }

  private Response added(Call call) {
    Channel channel = channels.add(call.json());
    around.events().tell("channel", () -> healths.json(channel));
    return Response.of(200, healths.json(channel));
  }

  private Response changed(Channel channel, Call call) {
    channel.change(call.json());
    healths.tellChanges();
    return Response.of(200, healths.json(channel));
  }

  private Response ordered(ObjectNode state) {
    around.events().tell("faults", () -> state);
    healths.tellChanges();
    return Response.of(200, state);
  }

  private static ArrayNode people(Channel channel) {
    ArrayNode list = Json.array();
    channel.people().all().forEach(person -> list.add(person.json()));
    return list;
  }

  // Changes to a message show in its bubble.
  private static ObjectNode bubbles(Channel channel, String chatId) {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("bubbles");
    channel.history().ofChat(chatId).stream()
        .filter(message -> !message.type().equals("action"))
        .forEach(message -> list.add(message.bubble(channel.name())));
    return answer;
  }

  private Response file(String id) {
    return channels.all().stream()
        .flatMap(channel -> channel.media().find(id).stream())
        .findFirst()
        .map(file ->
            // The sender claims the type, and the file is served from the page's own origin.
            Response.of(200, file.mimeType(), file.bytes())
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", "sandbox; default-src 'none'"))
        .orElseThrow(() -> new ErrorResponseException(404, "media not found", id));
  }

  private Response restarted() {
    channels.all().forEach(channel -> channel.callbacks().forgetUnlessKept());
    return Response.success();
  }

  private Response cleared() {
    channels.all().forEach(channel -> channel.history().clear());
    around.exchanges().clear();
    return Response.success();
  }
}
