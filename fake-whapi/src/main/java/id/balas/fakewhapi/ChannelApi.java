package id.balas.fakewhapi;

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

  private final Healths healths;
  private final Faults faults;

  ChannelApi(Healths healths, Faults faults) {
    this.healths = healths;
    this.faults = faults;
  }

  /// Throws [Refusal].
  Answer answer(Channel channel, Call call) {
    return switch (call.method() + " " + call.path()) {
      case "GET /health" -> health(channel, call);
      case "GET /limits" -> limits(channel);
      case "GET /settings" -> Answer.of(200, channel.settings().json());
      case "PATCH /settings" -> Answer.of(200, channel.settings().patch(call.json()));
      case "DELETE /settings" -> {
        channel.settings().reset();
        yield Answer.success();
      }
      case "GET /settings/events" -> events();
      case "GET /users/login" -> login(channel);
      case "POST /users/logout" -> logout(channel);
      default -> throw ProviderApi.notFound(call);
    };
  }

  // A probe without wakeup=false restarts a stopped channel.
  private Answer health(Channel channel, Call call) {
    if (channel.health() != Health.STOPPED || "false".equals(call.query().get("wakeup"))) {
      return Answer.of(200, channel.healthJson(healths.of(channel)));
    }
    channel.become(Health.LAUNCH);
    return Answer.of(200, channel.healthJson(Health.LAUNCH))
        .then(() -> {
          healths.tellChanges();
          channel.become(Health.AUTH);
          healths.tellChanges();
        });
  }

  // Only trial channels have limits.
  private Answer limits(Channel channel) {
    if (!faults.holds(FaultKind.TRIAL_LIMIT, channel.name())) {
      return Answer.json(204, new byte[0]);
    }
    ObjectNode limits = Json.object().put("messages", 0);
    limits.putArray("chats");
    return Answer.of(200, limits.put("checks", 0).put("requests", 0));
  }

  private static Answer events() {
    ObjectNode answer = Json.object();
    ArrayNode events = answer.putArray("events");
    EVENTS.forEach(events::add);
    return Answer.of(200, answer);
  }

  private Answer login(Channel channel) {
    if (healths.of(channel) == Health.AUTH) {
      throw new Refusal(409, "channel already authenticated", null);
    }
    return Answer.of(200, Healths.qr());
  }

  private Answer logout(Channel channel) {
    if (healths.of(channel) != Health.AUTH) {
      throw new Refusal(409, "channel not authenticated", null);
    }
    channel.become(Health.QR);
    return Answer.success().then(healths::tellChanges);
  }
}
