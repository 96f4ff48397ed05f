package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.model.History;
import id.balas.fakewhapi.model.MediaFiles;
import id.balas.fakewhapi.model.MessageIds;
import id.balas.fakewhapi.model.Presences;
import id.balas.fakewhapi.webhook.CallbackClient;
import id.balas.fakewhapi.webhook.Callbacks;
import id.balas.fakewhapi.webhook.ChannelSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One WhatsApp number of ours, with its token and its state.
public final class Channel {

  private static final String VERSION = "1.8.7";

  private final String name;
  private final String id;
  private final String number;
  private final String token;
  private final long startedAt = Instant.now().getEpochSecond();
  private final History history = new History();
  private final Presences presences = new Presences();
  private final MediaFiles media = new MediaFiles();
  private final ChannelSettings settings;
  private final Callbacks callbacks;
  private final People people;
  private volatile Health health = Health.AUTH;
  private volatile EchoMode echoes;
  private volatile boolean sendsStatuses;

  Channel(String name, String id, String number, String token, FakeContext fake) {
    this.name = name;
    this.id = id;
    this.number = number;
    this.token = token;
    this.echoes = fake.defaults().echoAfter() == null ? EchoMode.OFF : EchoMode.AFTER;
    this.sendsStatuses = echoes != EchoMode.OFF;
    this.settings = new ChannelSettings(List.of(fake.defaults().webhook()));
    this.callbacks =
        new Callbacks(
            name,
            id,
            settings,
            fake.faults(),
            fake.timer(),
            fake.callbackFiles(name),
            new CallbackClient(Callbacks.QUEUES, fake.exchanges(), fake.events()));
    this.people = new People(fake.defaults().admins(), fake.events());
  }

  public String name() {
    return name;
  }

  public String id() {
    return id;
  }

  public String number() {
    return number;
  }

  public String token() {
    return token;
  }

  public History history() {
    return history;
  }

  public Presences presences() {
    return presences;
  }

  public MediaFiles media() {
    return media;
  }

  public ChannelSettings settings() {
    return settings;
  }

  public Callbacks callbacks() {
    return callbacks;
  }

  public People people() {
    return people;
  }

  public Health health() {
    return health;
  }

  public EchoMode echoes() {
    return echoes;
  }

  boolean sendsStatuses() {
    return sendsStatuses;
  }

  /// Throws [ErrorResponseException] for an invalid request; then nothing has changed.
  public void change(JsonNode order) {
    Parameters parameters = new Parameters(order);
    parameters.allowOnly("health", "echoes", "statuses", "pace");
    Health nextHealth = parameters.has("health") ? Health.read(order.path("health")) : health;
    EchoMode nextEchoes = parameters.has("echoes") ? EchoMode.read(order.path("echoes")) : echoes;
    String statuses = parameters.oneOf("statuses", "on", "off");
    callbacks.pace(parameters.number("pace", 0, 1, callbacks.pace()));
    health = nextHealth;
    echoes = nextEchoes;
    sendsStatuses = statuses == null ? sendsStatuses : statuses.equals("on");
  }

  public void setHealth(Health next) {
    health = next;
  }

  public ObjectNode json(Health shown) {
    return Json.object()
        .put("name", name)
        .put("id", id)
        .put("number", number)
        .put("health", shown.name())
        .put("token", token)
        .put("echoes", echoes.text())
        .put("statuses", sendsStatuses ? "on" : "off");
  }

  /// As `GET /health` and the channel's webhook report it.
  public ObjectNode healthJson(Health shown) {
    ObjectNode json =
        Json.object()
            .put("channel_id", id)
            .put("start_at", startedAt)
            .put("uptime", Instant.now().getEpochSecond() - startedAt)
            .put("version", VERSION)
            .put("core_version", VERSION)
            .put("api_version", VERSION)
            .put("device_id", 8)
            .put("ip", "127.0.0.1");
    json.putObject("status").put("code", shown.code()).put("text", shown.name());
    if (shown == Health.AUTH) {
      json.putObject("user").put("id", number).put("name", "Balas");
    }
    return json;
  }

  /// The channel's part of a send response, with fields in the order of the logged responses.
  public ObjectNode sentMessage(
      String chatId, String type, JsonNode content, @Nullable JsonNode context) {
    ObjectNode message =
        Json.object()
            .put("id", MessageIds.next(chatId, number))
            .put("from_me", true)
            .put("type", type)
            .put("chat_id", chatId)
            .put("timestamp", Instant.now().getEpochSecond())
            .put("source", "api")
            .put("device_id", 8)
            .put("status", "pending");
    message.set(type, content);
    if (context != null) {
      message.set("context", context);
    }
    return message.put("from", number);
  }
}
