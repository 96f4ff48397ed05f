package id.balas.stack.fakewhapi;

import java.util.List;

/// What only a fake has, below `/fake/`: no token, as it is for people at this machine.
final class ControlApi {

  private final Channels channels;
  private final Faults faults;

  ControlApi(Channels channels, Faults faults) {
    this.channels = channels;
    this.faults = faults;
  }

  /// Throws [Refusal].
  Answer answer(Call call) {
    List<String> path = call.segments();
    String name = path.size() > 2 ? path.get(2) : "";
    return switch (call.method() + " " + path.get(1) + (path.size() > 2 ? "/" : "")) {
      case "GET channels" -> Answer.of(200, channels.json(faults));
      case "POST channels" -> json(channels.add(call.json()));
      case "PATCH channels/" -> change(channels.named(name), call);
      case "GET faults" -> Answer.of(200, faults.state());
      case "POST faults" -> Answer.of(200, faults.add(call.json()));
      case "DELETE faults" -> Answer.of(200, faults.clear());
      case "DELETE faults/" -> Answer.of(200, faults.remove(name));
      case "DELETE history" -> {
        channels.all().forEach(channel -> channel.history().clear());
        yield Answer.success();
      }
      default -> throw new Refusal(404, "not found", call.method() + " " + call.path());
    };
  }

  private Answer change(Channel channel, Call call) {
    channel.change(call.json());
    return json(channel);
  }

  private Answer json(Channel channel) {
    return Answer.of(200, channel.json(Channels.shown(channel, faults)));
  }
}
