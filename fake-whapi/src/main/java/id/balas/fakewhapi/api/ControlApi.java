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
import id.balas.fakewhapi.http.Routes;
import id.balas.fakewhapi.incoming.IncomingEvents;
import id.balas.fakewhapi.model.ListQuery;
import id.balas.fakewhapi.model.StoredMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The fake's own calls, below `/fake/`. They need no token, because they serve local use only.
public final class ControlApi {

  private static final int MAX_ARRIVALS = 5_000;

  private final Channels channels;
  private final ChannelHealth channelHealth;
  private final FakeContext fake;
  private final IncomingEvents incomingEvents;
  private final Routes<Channels> routes = new Routes<>();

  public ControlApi(Channels channels, ChannelHealth channelHealth, FakeContext fake) {
    this.channels = channels;
    this.channelHealth = channelHealth;
    this.fake = fake;
    this.incomingEvents = new IncomingEvents(fake);
    addChannelRoutes();
    addFaultRoutes(fake.faults());
    addMessageRoutes();
  }

  private void addChannelRoutes() {
    routes
        .add("GET", "/fake/channels", (_, _, _) -> Response.of(200, channelHealth.json()))
        .add("POST", "/fake/channels", (_, call, _) -> addChannel(call))
        .add(
            "PATCH",
            "/fake/channels/{name}",
            (all, call, path) -> changeChannel(all.named(path.getFirst()), call))
        .add("GET", "/fake/people", (_, call, _) -> Response.of(200, people(queryChannel(call))))
        .add(
            "POST",
            "/fake/people",
            (_, call, _) -> Response.of(200, bodyChannel(call).people().add(call.json()).json()));
  }

  private void addFaultRoutes(Faults faults) {
    routes
        .add("GET", "/fake/faults", (_, _, _) -> Response.of(200, faults.state()))
        .add("POST", "/fake/faults", (_, call, _) -> publishFaults(faults.add(call.json())))
        .add("DELETE", "/fake/faults", (_, _, _) -> publishFaults(faults.clear()))
        .add(
            "DELETE",
            "/fake/faults/{id}",
            (_, _, path) -> publishFaults(faults.remove(path.getFirst())));
  }

  private void addMessageRoutes() {
    routes
        .add(
            "POST",
            "/fake/messages",
            (_, call, _) -> Response.of(200, incomingEvents.add(bodyChannel(call), call.json())))
        .add(
            "GET",
            "/fake/chats/{chat}/messages",
            (_, call, path) -> Response.of(200, bubbles(queryChannel(call), path.getFirst())))
        .add(
            "GET",
            "/fake/presences",
            (_, call, _) -> Response.of(200, queryChannel(call).presences().json()))
        .add("GET", "/fake/arrivals", (_, call, _) -> Response.of(200, arrivals(call)))
        .add("GET", "/fake/exchanges", (_, call, _) -> exchanges(call))
        .add("GET", "/fake/files/{id}", (_, _, path) -> file(path.getFirst()))
        .add("GET", "/in-files/{id}", (_, _, path) -> file(path.getFirst()))
        .add("DELETE", "/fake/history", (_, _, _) -> clearHistory())
        .add("DELETE", "/fake/callbacks", (_, _, _) -> restart());
  }

  /// Throws [ErrorResponseException].
  public Response handle(Call call) {
    return routes.handle(channels, call);
  }

  // For load tests, which need times finer than the provider's seconds.
  private ObjectNode arrivals(Call call) {
    int after = (int) ListQuery.number(call.query(), "after", 0, 0, Integer.MAX_VALUE);
    List<StoredMessage> messages = queryChannel(call).history().arrivals(after, MAX_ARRIVALS);
    ObjectNode response = Json.object().put("next", after + messages.size());
    ArrayNode list = response.putArray("messages");
    messages.forEach(message ->
        list.addObject()
            .put("micros", ChronoUnit.MICROS.between(Instant.EPOCH, message.arrivedAt()))
            .set("message", message.json()));
    return response;
  }

  private Response exchanges(Call call) {
    return Response.of(200, fake.exchanges().json(call.query().getOrDefault("messageId", "")));
  }

  private Channel queryChannel(Call call) {
    return channels.named(call.query().get("channel"));
  }

  private Channel bodyChannel(Call call) {
    @Nullable String name = new Parameters(call.json()).optionalText("channel");
    return channels.named(name);
  }

  private Response addChannel(Call call) {
    Channel channel = channels.add(call.json());
    fake.events().publish("channel", () -> channelHealth.json(channel));
    return Response.of(200, channelHealth.json(channel));
  }

  private Response changeChannel(Channel channel, Call call) {
    channel.change(call.json());
    channelHealth.reportChanges();
    return Response.of(200, channelHealth.json(channel));
  }

  private Response publishFaults(ObjectNode state) {
    fake.events().publish("faults", () -> state);
    channelHealth.reportChanges();
    return Response.of(200, state);
  }

  private static ArrayNode people(Channel channel) {
    ArrayNode list = Json.array();
    channel.people().all().forEach(person -> list.add(person.json()));
    return list;
  }

  // Changes to a message show in its bubble.
  private static ObjectNode bubbles(Channel channel, String chatId) {
    ObjectNode response = Json.object();
    ArrayNode list = response.putArray("bubbles");
    channel.history().ofChat(chatId).stream()
        .filter(message -> !message.type().equals("action"))
        .forEach(message -> list.add(message.bubble(channel.name())));
    return response;
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

  private Response restart() {
    channels.all().forEach(channel -> channel.callbacks().dropUnlessPersisted());
    return Response.success();
  }

  private Response clearHistory() {
    channels.all().forEach(channel -> channel.history().clear());
    fake.exchanges().clear();
    return Response.success();
  }
}
