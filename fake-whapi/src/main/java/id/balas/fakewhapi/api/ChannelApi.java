package id.balas.fakewhapi.api;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.ChannelHealth;
import id.balas.fakewhapi.channel.Health;
import id.balas.fakewhapi.faults.FaultKind;
import id.balas.fakewhapi.faults.Faults;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.http.Routes;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The provider's calls about a channel itself, linked or not: health, limits and settings.
final class ChannelApi {

  private static final List<String> EVENTS =
      List.of(
          "messages",
          "statuses",
          "chats",
          "contacts",
          "groups",
          "presences",
          "calls",
          "channel",
          "users",
          "labels",
          "service");

  private final ChannelHealth channelHealth;
  private final Faults faults;

  ChannelApi(ChannelHealth channelHealth, Faults faults) {
    this.channelHealth = channelHealth;
    this.faults = faults;
  }

  void addRoutes(Routes<Channel> routes) {
    routes
        .add("GET", "/health", (channel, call, _) -> health(channel, call))
        .add("GET", "/limits", (channel, _, _) -> limits(channel))
        .add("GET", "/settings", (channel, _, _) -> Response.of(200, channel.settings().json()))
        .add(
            "PATCH",
            "/settings",
            (channel, call, _) -> Response.of(200, channel.settings().patch(call.json())))
        .add("DELETE", "/settings", (channel, _, _) -> resetSettings(channel))
        .add("GET", "/settings/events", (_, _, _) -> events())
        .add("GET", "/users/login", (channel, _, _) -> login(channel))
        .add("POST", "/users/logout", (channel, _, _) -> logout(channel));
  }

  private static Response resetSettings(Channel channel) {
    channel.settings().reset();
    return Response.success();
  }

  // A probe without wakeup=false restarts a stopped channel.
  private Response health(Channel channel, Call call) {
    if (channel.health() != Health.STOPPED || "false".equals(call.query().get("wakeup"))) {
      return Response.of(200, channel.healthJson(channelHealth.of(channel)));
    }
    channel.setHealth(Health.LAUNCH);
    return Response.of(200, channel.healthJson(Health.LAUNCH))
        .then(() -> {
          channelHealth.reportChanges();
          channel.setHealth(Health.AUTH);
          channelHealth.reportChanges();
        });
  }

  // Only trial channels have limits.
  private Response limits(Channel channel) {
    if (!faults.isActive(FaultKind.TRIAL_LIMIT, channel.name())) {
      return Response.json(204, new byte[0]);
    }
    ObjectNode limits = Json.object().put("messages", 0);
    limits.putArray("chats");
    return Response.of(200, limits.put("checks", 0).put("requests", 0));
  }

  private static Response events() {
    ObjectNode response = Json.object();
    ArrayNode events = response.putArray("events");
    EVENTS.forEach(events::add);
    return Response.of(200, response);
  }

  private Response login(Channel channel) {
    if (channelHealth.of(channel) == Health.AUTH) {
      throw new ErrorResponseException(409, "channel already authenticated", null);
    }
    return Response.of(200, ChannelHealth.qr());
  }

  private Response logout(Channel channel) {
    if (channelHealth.of(channel) != Health.AUTH) {
      throw new ErrorResponseException(409, "channel not authenticated", null);
    }
    channel.setHealth(Health.QR);
    return Response.success().then(channelHealth::reportChanges);
  }
}
