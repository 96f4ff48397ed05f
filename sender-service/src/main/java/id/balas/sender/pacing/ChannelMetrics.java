package id.balas.sender.pacing;

import id.balas.sender.channel.Channel;
import id.balas.sender.channel.Channels;
import id.balas.sender.channel.SendResult.Trouble;
import id.balas.sender.pacing.Limit.Period;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// `balas.sender.channel.state` is 1 for the current state of a channel; its label `reason` says
/// why it does not send, and an alert uses it. `balas.sender.budget.left` is what all instances may
/// still send in a period, NaN without a limit.
@Component
class ChannelMetrics {

  private static final int REFRESH_EVERY_MILLIS = 5000;

  private final Channels channels;
  private final TokenLeases leases;
  private final Map<String, Map<Period, Integer>> left = new ConcurrentHashMap<>();

  ChannelMetrics(Channels channels, Pauses pauses, TokenLeases leases, MeterRegistry registry) {
    this.channels = channels;
    this.leases = leases;
    for (Channel channel : channels.all()) {
      state(registry, channel, "up", "none", () -> channel.state() instanceof Channel.Up);
      state(
          registry,
          channel,
          "troubled",
          "failing",
          () -> channel.state() instanceof Channel.Failing);
      state(registry, channel, "paused", "paused", () -> pauses.of(channel.name()) != null);
      for (Trouble trouble : Trouble.values()) {
        state(
            registry,
            channel,
            "down",
            trouble.name().toLowerCase(Locale.ROOT),
            () -> channel.state() instanceof Channel.Down down && down.trouble() == trouble);
      }
      if (leases.policy(channel.name()).hasLimits()) {
        budgets(registry, channel.name());
      }
    }
  }

  private static void state(
      MeterRegistry registry, Channel channel, String state, String reason, BooleanSupplier isSo) {
    Gauge.builder("balas.sender.channel.state", () -> isSo.getAsBoolean() ? 1 : 0)
        .tags("channel", channel.name(), "state", state, "reason", reason)
        .register(registry);
  }

  private void budgets(MeterRegistry registry, String channel) {
    for (Period period : Period.values()) {
      Gauge.builder(
              "balas.sender.budget.left", () -> left.getOrDefault(channel, Map.of()).get(period))
          .tags("channel", channel, "period", period.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  @Scheduled(fixedRate = REFRESH_EVERY_MILLIS)
  void refresh() {
    for (Channel channel : channels.all()) {
      try {
        Map<Period, Integer> now = new EnumMap<>(Period.class);
        leases
            .used(channel.name())
            .forEach((limit, used) -> now.put(limit.period(), Math.max(0, limit.most() - used)));
        left.put(channel.name(), now);
      } catch (DataAccessException _) {
        // Keeps the last known values. Other metrics report an unavailable database.
      }
    }
  }
}
