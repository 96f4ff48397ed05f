package id.balas.sender.simulation;

import id.balas.sender.channel.SendResult;
import id.balas.sender.queue.SendPermits;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The permits of one instance: a limit of concurrent calls, a pace, quiet hours, and channels that
/// close when the provider reports them as down.
final class ModelPermits implements SendPermits {

  /// `pace` is the time between two calls in ms. No call starts from `quietFrom` to `quietUntil`.
  record Pace(int mostAtOnce, long pace, long quietFrom, long quietUntil) {}

  private static final class Channel {
    int inFlight;
    long nextAt;
    boolean down;
  }

  private final class Acquired implements Permit {
    private final String name;
    private boolean released;

    Acquired(String name) {
      this.name = name;
    }

    @Override
    public void release(@Nullable SendResult result) {
      if (released) {
        throw new FlawException("a permit was released twice");
      }
      released = true;
      Channel channel = channel(name);
      channel.inFlight--;
      if (result == null) {
        channel.nextAt -= pace.pace();
      } else if (result instanceof SendResult.ChannelDown && !channel.down) {
        channel.down = true;
        onDown.accept(name);
      }
    }
  }

  private final Pace pace;
  private final Consumer<String> onDown;
  private final Map<String, Channel> channels = new HashMap<>();

  /// `onDown` receives the name of each channel that goes down.
  ModelPermits(Pace pace, Consumer<String> onDown) {
    this.pace = pace;
    this.onDown = onDown;
  }

  @Override
  public Answer tryAcquire(String name, Instant now) {
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
    return new Acquired(name);
  }

  void reopen(String name) {
    channel(name).down = false;
  }

  int inFlight() {
    return channels.values().stream().mapToInt(channel -> channel.inFlight).sum();
  }

  private Channel channel(String name) {
    return channels.computeIfAbsent(name, _ -> new Channel());
  }
}
