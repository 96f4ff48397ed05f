package id.balas.sender.pacing;

import id.balas.sender.channel.Channel;
import id.balas.sender.channel.Channels;
import id.balas.sender.channel.SendResult;
import id.balas.sender.queue.SendPermits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Grants a permit when the channel is not paused, no quiet hours apply, the channel is available
/// and its budget has a token. Never blocks: the state that it reads is refreshed in the
/// background.
@Component
class Pacer implements SendPermits {

  private static final Duration CHECK_AGAIN = Duration.ofSeconds(1);
  private static final Duration UNKNOWN_END = Duration.ofHours(1);

  private final Channels channels;
  private final Pauses pauses;
  private final TokenLeases leases;

  Pacer(Channels channels, Pauses pauses, TokenLeases leases) {
    this.channels = channels;
    this.pauses = pauses;
    this.leases = leases;
  }

  @Override
  public Answer tryAcquire(String name, Instant now) {
    Channel channel = channels.named(name);
    if (channel == null) {
      return new Obstacle(now.plus(UNKNOWN_END), "WHAPI_CHANNELS names no channel " + name);
    }
    Pauses.Pause pause = pauses.of(name);
    if (pause != null) {
      return new Obstacle(now.plus(UNKNOWN_END), "channel paused by an admin: " + pause.note());
    }
    Obstacle quiet = leases.policy(name).quiet(now);
    return quiet != null ? quiet : acquire(channel, now);
  }

  private Answer acquire(Channel channel, Instant now) {
    Instant throttled = channel.throttledUntil(now);
    if (throttled != null) {
      return new Obstacle(throttled, "the provider limits the rate of this channel");
    }
    String trouble = channel.tryEnter();
    if (trouble != null) {
      return new Obstacle(now.plus(channel.isDown() ? UNKNOWN_END : CHECK_AGAIN), trouble);
    }
    TokenLease lease = leases.lease(channel.name());
    Obstacle spent = lease == null ? null : lease.take(now);
    if (spent != null) {
      channel.leave(null);
      return spent;
    }
    return new Acquired(channel, lease, now);
  }

  private record Acquired(Channel channel, @Nullable TokenLease lease, Instant at)
      implements Permit {

    @Override
    public void release(@Nullable SendResult result) {
      channel.leave(result);
      boolean called = result != null && !(result instanceof SendResult.Invalid);
      if (lease != null && !called) {
        lease.putBack(at);
      }
    }
  }
}
