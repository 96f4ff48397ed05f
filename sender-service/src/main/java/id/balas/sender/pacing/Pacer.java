package id.balas.sender.pacing;

import id.balas.sender.delivery.Gate;
import id.balas.sender.whapi.Channel;
import id.balas.sender.whapi.Channels;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lets a channel's next call in when the channel can send.
@Component
class Pacer implements Gate {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration UNTIL_THE_SETTINGS_CHANGE = Duration.ofHours(1);

  private final Channels channels;

  Pacer(Channels channels) {
    this.channels = channels;
  }

  @Override
  public @Nullable Obstacle ask(String channelName, Instant now) {
    Channel channel = channels.named(channelName);
    if (channel == null) {
      return new Obstacle(now.plus(UNTIL_THE_SETTINGS_CHANGE), "WHAPI_CHANNELS names no channel " + channelName);
    }
    String trouble = channel.enter();
    return trouble == null ? null : new Obstacle(now.plus(LOOK_AGAIN), trouble);
  }

  @Override
  public void ended(String channelName, boolean called) {
    Channel channel = channels.named(channelName);
    if (channel != null) {
      channel.leave(called);
    }
  }
}
