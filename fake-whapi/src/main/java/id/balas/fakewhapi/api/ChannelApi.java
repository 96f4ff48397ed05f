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

  private final ChannelHealth healths;
  private final Faults faults;

  ChannelApi(ChannelHealth healths, Faults faults) {
    this.healths = healths;
    this.faults = faults;
  }

  /// Throws [ErrorResponseException].
  Response answer(Channel channel, Call call) {
    return switch (call.method() + " " + call.path()) {
      case "GET /health" -> health(channel, call);
      case "GET /limits" -> limits(channel);
      case "GET /settings" -> Response.of(200, channel.settings().json());
      case "PATCH /settings" -> Response.of(200, channel.settings().patch(call.json()));
      case "DELETE /settings" -> {
        channel.settings().reset();
        yield Response.success();
      }
      case "GET /settings/events" -> events();
      case "GET /users/login" -> login(channel);
      case "POST /users/logout" -> logout(channel);
      default -> throw ProviderApi.notFound(call);
    };
  }

  // A probe without wakeup=false restarts a stopped channel.
  private Response health(Channel channel, Call call) {
    if (channel.health() != Health.STOPPED || "false".equals(call.query().get("wakeup"))) {
      return Response.of(200, channel.healthJson(healths.of(channel)));
    }
    channel.become(Health.LAUNCH);
    return Response.of(200, channel.healthJson(Health.LAUNCH))
        .then(() -> {
          healths.tellChanges();
          channel.become(Health.AUTH);
          healths.tellChanges();
        });
  }

  // Only trial channels have limits.
  private Response limits(Channel channel) {
    if (!faults.holds(FaultKind.TRIAL_LIMIT, channel.name())) {
      return Response.json(204, new byte[0]);
    }
    ObjectNode limits = Json.object().put("messages", 0);
    limits.putArray("chats");
    return Response.of(200, limits.put("checks", 0).put("requests", 0));
  }

  private static Response events() {
    ObjectNode answer = Json.object();
    ArrayNode events = answer.putArray("events");
    EVENTS.forEach(events::add);
    return Response.of(200, answer);
  }

  private Response login(Channel channel) {
    if (healths.of(channel) == Health.AUTH) {
      throw new ErrorResponseException(409, "channel already authenticated", null);
    }
    return Response.of(200, ChannelHealth.qr());
  }

  private Response logout(Channel channel) {
    if (healths.of(channel) != Health.AUTH) {
      throw new ErrorResponseException(409, "channel not authenticated", null);
    }
    channel.become(Health.QR);
    return Response.success().then(healths::tellChanges);
  }
}
