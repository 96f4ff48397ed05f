package id.balas.sender.pacing;

import id.balas.sender.channel.Channel;
import id.balas.sender.channel.Channels;
import id.balas.sender.queue.SendPermits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lets a channel's next call in when no admin has paused the channel, no quiet hours last, it can
/// send, and its budget has a token left. Never waits for anything: what it goes by is kept up to
/// date by others.
@Component
class Pacer implements SendPermits {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration NOBODY_KNOWS = Duration.ofHours(1);

  private final Channels channels;
  private final Pauses pauses;
  private final TokenLeases leases;

  Pacer(Channels channels, Pauses pauses, TokenLeases leases) {
    this.channels = channels;
    this.pauses = pauses;
    this.leases = leases;
  }

  @Override
  public @Nullable Obstacle tryAcquire(String name, Instant now) {
    Channel channel = channels.named(name);
    if (channel == null) {
      return new Obstacle(now.plus(NOBODY_KNOWS), "WHAPI_CHANNELS names no channel " + name);
    }
    Pauses.Pause pause = pauses.of(name);
    if (pause != null) {
      return new Obstacle(now.plus(NOBODY_KNOWS), "channel paused by an admin: " + pause.note());
    }
    Obstacle quiet = leases.policy(name).quiet(now);
    return quiet != null ? quiet : enter(channel, now);
  }

  private @Nullable Obstacle enter(Channel channel, Instant now) {
    String trouble = channel.enter();
    if (trouble != null) {
      return new Obstacle(now.plus(channel.isDown() ? NOBODY_KNOWS : LOOK_AGAIN), trouble);
    }
    TokenLease lease = leases.lease(channel.name());
    Obstacle spent = lease == null ? null : lease.take(now);
    if (spent != null) {
      channel.leave(false);
    }
    return spent;
  }

  @Override
  public void release(String name, Instant acquiredAt, boolean called) {
    Channel channel = channels.named(name);
    if (channel == null) {
      return;
    }
    channel.leave(called);
    TokenLease lease = leases.lease(name);
    if (lease != null && !called) {
      lease.putBack(acquiredAt);
    }
  }
}
