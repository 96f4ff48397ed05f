package id.balas.sender.pacing;

import id.balas.sender.channel.Channel;
import id.balas.sender.queue.SendPermits.Obstacle;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The status of a channel for admins. A pause and quiet hours take precedence over what the
/// provider reports.
@Component
public class ChannelStatuses {

  /// The limit of a period, its use by all instances, and the end of the period.
  public record Budget(String period, int limit, int used, Instant until) {}

  /// `state` is `UP`, `DOWN`, `TROUBLED` or `PAUSED`, as this instance sees it. `reason` says why
  /// nothing is sent. `nextProbe` is the time of the next health probe of a channel that is down.
  public record ChannelStatus(
      String name,
      @Schema(allowableValues = {"UP", "DOWN", "TROUBLED", "PAUSED"}) String state,
      @Nullable Instant since,
      @Nullable String reason,
      @Nullable Instant nextProbe,
      List<Budget> budgets) {}

  /// A channel that sends nothing now: `DOWN` is not linked to WhatsApp, `PAUSED` by an admin.
  public record Interruption(
      String name, @Schema(allowableValues = {"DOWN", "PAUSED"}) String state, Instant since) {}

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

  /// Null if the channel sends. Reads no database.
  public @Nullable Interruption interruption(Channel channel) {
    String name = channel.name();
    Pauses.Pause pause = pauses.of(name);
    if (pause != null) {
      return new Interruption(name, "PAUSED", pause.since());
    }
    return channel.state() instanceof Channel.Down down
        ? new Interruption(name, "DOWN", down.since())
        : null;
  }

  private static Budget budget(Limit limit, int used) {
    return new Budget(
        limit.period().name().toLowerCase(Locale.ROOT), limit.most(), used, limit.ends());
  }
}
