package id.balas.sender.pacing;

import id.balas.sender.channel.Channel;
import id.balas.sender.queue.SendPermits.Obstacle;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How the channels stand: what admins and the clock say comes before what the provider says.
@Component
public class ChannelStatuses {

  /// `limit` calls, of which all instances together have `used` so many, until `until`.
  public record Budget(String period, int limit, int used, Instant until) {}

  /// `state` is `UP`, `DOWN`, `TROUBLED` or `PAUSED`, as this instance sees it; `reason` tells why
  /// it is not up, or is up and does not send; `nextProbe` is when a channel that is down is looked
  /// at again.
  public record ChannelStatus(
      String name,
      String state,
      @Nullable Instant since,
      @Nullable String reason,
      @Nullable Instant nextProbe,
      List<Budget> budgets) {}

  private final Pauses pauses;
  private final TokenLeases leases;
  private final Clock clock;

  ChannelStatuses(Pauses pauses, TokenLeases leases, Clock clock) {
    this.pauses = pauses;
    this.leases = leases;
    this.clock = clock;
  }

  public ChannelStatus of(Channel channel) {
    String name = channel.name();
    List<Budget> budgets =
        leases.used(name).entrySet().stream()
            .map(use -> budget(use.getKey(), use.getValue()))
            .toList();
    Pauses.Pause pause = pauses.of(name);
    if (pause != null) {
      String reason = "paused by " + pause.by() + ": " + pause.note();
      return new ChannelStatus(name, "PAUSED", pause.since(), reason, null, budgets);
    }
    return switch (channel.state()) {
      case Channel.Up _ -> {
        Obstacle quiet = leases.policy(name).quiet(clock.instant());
        yield new ChannelStatus(
            name, "UP", null, quiet == null ? null : quiet.reason(), null, budgets);
      }
      case Channel.Failing _ ->
          new ChannelStatus(name, "TROUBLED", null, "the provider fails too often", null, budgets);
      case Channel.Down down ->
          new ChannelStatus(name, "DOWN", down.since(), down.reason(), down.probeAt(), budgets);
    };
  }

  private static Budget budget(Limit limit, int used) {
    return new Budget(
        limit.period().name().toLowerCase(Locale.ROOT), limit.most(), used, limit.ends());
  }
}
