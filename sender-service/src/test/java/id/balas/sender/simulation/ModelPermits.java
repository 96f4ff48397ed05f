package id.balas.sender.simulation;

import id.balas.sender.queue.SendPermits;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One instance's permits: some calls at once, a pace, quiet hours, and a channel that is shut
/// until it is found to be up.
final class ModelPermits implements SendPermits {

  /// `pace` is the time between two calls in ms; from `quietFrom` to `quietUntil` none is made.
  record Pace(int mostAtOnce, long pace, long quietFrom, long quietUntil) {}

  private static final class Channel {
    int inFlight;
    long nextAt;
    boolean down;
  }

  private final Pace pace;
  private final Map<String, Channel> channels = new HashMap<>();

  ModelPermits(Pace pace) {
    this.pace = pace;
  }

  @Override
  public @Nullable Obstacle tryAcquire(String name, Instant now) {
    Channel channel = channel(name);
    long time = now.toEpochMilli();
    if (channel.down) {
      return new Obstacle(now.plusSeconds(1), "down");
    }
    if (time >= pace.quietFrom() && time < pace.quietUntil()) {
      return new Obstacle(Instant.ofEpochMilli(pace.quietUntil()), "quiet hours");
    }
    if (channel.inFlight >= pace.mostAtOnce()) {
      return new Obstacle(now.plusSeconds(1), "waits for a free call");
    }
    if (time < channel.nextAt) {
      return new Obstacle(Instant.ofEpochMilli(channel.nextAt), "pace");
    }
    channel.inFlight++;
    channel.nextAt = time + pace.pace();
    return null;
  }

  @Override
  public void release(String name, Instant acquiredAt, boolean called) {
    Channel channel = channel(name);
    channel.inFlight--;
    if (channel.inFlight < 0) {
      throw new Flaw("the gate was told of the end of a turn that it had not let in");
    }
    if (!called) {
      channel.nextAt -= pace.pace();
    }
  }

  void shut(String name) {
    channel(name).down = true;
  }

  void reopen(String name) {
    channel(name).down = false;
  }

  boolean isShut(String name) {
    return channel(name).down;
  }

  int inFlight() {
    return channels.values().stream().mapToInt(channel -> channel.inFlight).sum();
  }

  private Channel channel(String name) {
    return channels.computeIfAbsent(name, _ -> new Channel());
  }
}
