package id.balas.sender.pacing;

import id.balas.sender.channel.Channel;
import id.balas.sender.channel.Channels;
import id.balas.sender.pacing.Budgets.Granted;
import id.balas.sender.queue.SendPermits.Obstacle;
import id.balas.service.settings.InvalidSettingException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Leases tokens and returns unused ones on a background thread, so that sending never waits for
/// the database. Without limits there is no thread and no query.
@Component
class TokenLeases {

  private static final Logger log = LoggerFactory.getLogger(TokenLeases.class);
  private static final Duration REFRESH_INTERVAL = Duration.ofMillis(100);
  private static final Duration RETRY_AFTER_FAILURE = Duration.ofSeconds(1);
  // Used after a warm-up without other limits.
  private static final int WITHOUT_LIMITS = 10_000;

  private final Budgets budgets;
  private final Clock clock;
  private final Map<String, PacingPolicy> policies = new LinkedHashMap<>();
  private final Map<String, TokenLease> leases = new LinkedHashMap<>();
  private volatile @Nullable Thread thread;
  private volatile boolean stopped;
  private boolean isFailing;

  TokenLeases(Budgets budgets, PacingProperties settings, Channels channels, Clock clock) {
    this.budgets = budgets;
    this.clock = clock;
    for (Channel channel : channels.all()) {
      PacingPolicy policy = settings.of(channel.name());
      policies.put(channel.name(), policy);
      if (policy.hasLimits()) {
        leases.put(channel.name(), new TokenLease(() -> LockSupport.unpark(thread)));
      }
    }
    for (String name : settings.channels().keySet()) {
      if (!policies.containsKey(name)) {
        throw new InvalidSettingException(
            "balas.pacing.channels." + name,
            "is for a channel that WHAPI_CHANNELS does not have",
            "write one of " + policies.keySet());
      }
    }
  }

  /// The policy of a configured channel.
  PacingPolicy policy(String channel) {
    return policies.getOrDefault(channel, PacingPolicy.unlimited());
  }

  /// Returns null for a channel without limits.
  @Nullable TokenLease lease(String channel) {
    return leases.get(channel);
  }

  @PostConstruct
  void start() {
    if (!leases.isEmpty()) {
      thread = Thread.ofPlatform().name("budget-leases").daemon().start(this::run);
    }
  }

  private void run() {
    while (!stopped) {
      refresh();
      LockSupport.parkNanos(REFRESH_INTERVAL.toNanos());
    }
  }

  /// Leases and returns tokens once.
  void refresh() {
    leases.forEach((name, lease) -> refresh(name, lease, policy(name)));
  }

  private void refresh(String channel, TokenLease lease, PacingPolicy policy) {
    try {
      giveBack(channel, lease.takeUnused(clock.instant()), policy);
      if (lease.needsTokens()) {
        lease(channel, lease, policy);
      }
      isFailing = false;
    } catch (DataAccessException e) {
      // The tokens to return are lost, because the update may have been committed.
      String why = "the budget cannot be read from the database";
      Instant now = clock.instant();
      lease.markEmpty(new Obstacle(now.plus(RETRY_AFTER_FAILURE), why), now);
      if (!isFailing) {
        log.warn("Channel {} waits, {}: {}", channel, why, e.toString());
      }
      isFailing = true;
    }
  }

  private void lease(String channel, TokenLease lease, PacingPolicy policy) {
    Instant now = clock.instant();
    List<Limit> limits = policy.limits(now);
    if (limits.isEmpty()) {
      lease.fill(now, WITHOUT_LIMITS);
      return;
    }
    Granted granted = budgets.lease(channel, limits, limits.getFirst().lease(), now);
    if (granted.tokens() > 0) {
      lease.fill(now, granted.tokens());
    } else {
      lease.markEmpty(obstacle(limits, granted, policy), now);
    }
  }

  // The obstacle that lasts longest.
  private static Obstacle obstacle(List<Limit> limits, Granted granted, PacingPolicy policy) {
    return limits.stream()
        .map(limit -> policy.usedUp(limit, granted.used().getOrDefault(limit.period(), 0)))
        .max(Comparator.comparing(Obstacle::until))
        .orElseThrow();
  }

  private void giveBack(String channel, Map<Instant, Integer> unused, PacingPolicy policy) {
    unused.forEach((second, tokens) -> {
      List<Limit> limits = policy.limits(second);
      if (!limits.isEmpty()) {
        budgets.giveBack(channel, limits, tokens);
      }
    });
  }

  /// The use of each limit of a channel by all instances.
  Map<Limit, Integer> used(String channel) {
    List<Limit> limits = policy(channel).limits(clock.instant());
    if (limits.isEmpty()) {
      return Map.of();
    }
    Map<Limit.Period, Integer> used = budgets.used(channel, limits);
    return limits.stream()
        .collect(
            Collectors.toMap(
                limit -> limit,
                limit -> used.getOrDefault(limit.period(), 0),
                (a, _) -> a,
                LinkedHashMap::new));
  }

  @PreDestroy
  void stop() throws InterruptedException {
    Thread running = thread;
    if (running == null) {
      return;
    }
    stopped = true;
    LockSupport.unpark(running);
    running.join();
    try {
      Instant whenAllIsOver = clock.instant().plusSeconds(1);
      leases.forEach(
          (name, lease) -> giveBack(name, lease.takeUnused(whenAllIsOver), policy(name)));
    } catch (DataAccessException e) {
      log.warn("Failed to return the unused tokens of the last second: {}", e.toString());
    }
  }
}
