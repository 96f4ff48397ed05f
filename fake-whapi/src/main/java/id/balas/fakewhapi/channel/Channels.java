package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Parameters;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The channels by token and by name. The first is the default channel.
public final class Channels implements AutoCloseable {

  static final String DEFAULT = "default";

  private final List<Channel> channels = new CopyOnWriteArrayList<>();
  private final FakeContext fake;

  public Channels(FakeContext fake, String token) {
    this.fake = fake;
    channels.add(new Channel(DEFAULT, "MANTIS-LOCAL", "628999000000", token, fake));
  }

  public List<Channel> all() {
    return channels;
  }

  public synchronized Channel add(JsonNode order) {
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
            fake);
    channels.add(channel);
    return channel;
  }

  /// Throws [ErrorResponseException] when the token is unknown.
  public Channel withToken(@Nullable String token) {
    return channels.stream()
        .filter(channel -> channel.token().equals(token))
        .findFirst()
        .orElseThrow(() -> new ErrorResponseException(401, "need channel authorization", null));
  }

  /// Throws [ErrorResponseException] when the name is unknown. Without a name it returns the
  /// default channel.
  public Channel named(@Nullable String name) {
    String wanted = name == null ? DEFAULT : name;
    return channels.stream()
        .filter(channel -> channel.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new ErrorResponseException(404, "Channel not found", "unknown channel " + wanted));
  }

  @Override
  public void close() {
    channels.forEach(channel -> channel.callbacks().close());
  }
}
