package id.balas.fakewhapi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The channels by token and by name. The first is the default channel.
final class Channels implements AutoCloseable {

  static final String DEFAULT = "default";

  private final List<Channel> channels = new CopyOnWriteArrayList<>();
  private final Surroundings around;

  Channels(Surroundings around) {
    this.around = around;
    channels.add(
        new Channel(DEFAULT, "MANTIS-LOCAL", "628999000000", around.settings().token(), around));
  }

  List<Channel> all() {
    return channels;
  }

  synchronized Channel add(JsonNode order) {
    Parameters parameters = new Parameters(order);
    parameters.allowOnly("name", "token", "number");
    String name = parameters.text("name");
    Parameters.check(name.matches("[\\w-]{1,40}"), "name");
    String token = parameters.text("token");
    String number = parameters.optionalText("number");
    Parameters.check(channels.stream().noneMatch(channel -> channel.name().equals(name)), "name");
    Parameters.check(
        channels.stream().noneMatch(channel -> channel.token().equals(token)), "token");
    Parameters.check(number == null || number.matches("\\d{7,15}"), "number");
    Channel channel =
        new Channel(
            name,
            "MANTIS-" + (1000 + channels.size()),
            number != null
                ? number
                : "628999" + (100_000 + ThreadLocalRandom.current().nextInt(900_000)),
            token,
            around);
    channels.add(channel);
    return channel;
  }

  /// Throws [Refusal] when the token is unknown.
  Channel ofToken(@Nullable String token) {
    return channels.stream()
        .filter(channel -> channel.token().equals(token))
        .findFirst()
        .orElseThrow(() -> new Refusal(401, "need channel authorization", null));
  }

  /// Throws [Refusal] when the name is unknown. Without a name it returns the default channel.
  Channel named(@Nullable String name) {
    String wanted = name == null ? DEFAULT : name;
    return channels.stream()
        .filter(channel -> channel.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new Refusal(404, "Channel not found", "no channel is named " + wanted));
  }

  @Override
  public void close() {
    channels.forEach(channel -> channel.callbacks().close());
  }
}
