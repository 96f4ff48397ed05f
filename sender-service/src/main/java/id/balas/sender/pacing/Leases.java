package id.balas.sender.pacing;

import id.balas.sender.delivery.Gate.Obstacle;
import id.balas.sender.pacing.Budgets.Granted;
import id.balas.sender.whapi.Channel;
import id.balas.sender.whapi.Channels;
import id.balas.service.settings.UnusableSetting;
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

/// Keeps the purses of the channels that have limits: a thread of its own leases what is wanted and
/// gives back what was not used, so that nobody who sends waits for the database. Without limits
/// there is no thread and no traffic.
@Component
class Leases {

  private static final Logger log = LoggerFactory.getLogger(Leases.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  // A second of a number that is warm now.
  private static final int WITHOUT_LIMITS = 10_000;

  private final Budgets budgets;
  private final Clock clock;
  private final Map<String, Pace> paces = new LinkedHashMap<>();
  private final Map<String, Purse> purses = new LinkedHashMap<>();
  private volatile @Nullable Thread thread;
  private volatile boolean stopped;
  private boolean inTrouble;

  Leases(Budgets budgets, PacingProperties settings, Channels channels, Clock clock) {
    this.budgets = budgets;
    this.clock = clock;
    for (Channel channel : channels.all()) {
      Pace pace = settings.of(channel.name());
      paces.put(channel.name(), pace);
      if (pace.hasLimits()) {
        purses.put(channel.name(), new Purse(() -> LockSupport.unpark(thread)));
      }
    }
    for (String name : settings.channels().keySet()) {
      if (!paces.containsKey(name)) {
        throw new UnusableSetting(
            "balas.pacing.channels." + name,
            "is of no channel that WHAPI_CHANNELS names",
            "write one of " + paces.keySet());
      }
    }
  }

  /// The pace of a channel that the settings name.
  Pace pace(String channel) {
    return paces.getOrDefault(channel, Pace.unlimited());
  }

  /// Null for a channel without limits.
  @Nullable Purse purse(String channel) {
    return purses.get(channel);
  }

  @PostConstruct
  void start() {
    if (!purses.isEmpty()) {
      thread = Thread.ofPlatform().name("budget-leases").daemon().start(this::run);
    }
  }

  private void run() {
    while (!stopped) {
      tend();
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /// Leases and gives back once.
  void tend() {
    purses.forEach((name, purse) -> tend(name, purse, pace(name)));
  }

  private void tend(String channel, Purse purse, Pace pace) {
    try {
      giveBack(channel, purse.takeUnused(clock.instant()), pace);
      if (purse.isWanting()) {
        lease(channel, purse, pace);
      }
      inTrouble = false;
    } catch (DataAccessException e) {
      // What was to be given back is lost: nobody knows whether it was.
      String why = "the database does not say what is left of the budget";
      Instant now = clock.instant();
      purse.stayEmpty(new Obstacle(now.plus(AFTER_TROUBLE), why), now);
      if (!inTrouble) {
        log.warn("Channel {} waits, {}: {}", channel, why, e.toString());
      }
      inTrouble = true;
    }
  }

  private void lease(String channel, Purse purse, Pace pace) {
    Instant now = clock.instant();
    List<Limit> limits = pace.limits(now);
    if (limits.isEmpty()) {
      purse.fill(now, WITHOUT_LIMITS);
      return;
    }
    Granted granted = budgets.lease(channel, limits, limits.getFirst().lease(), now);
    if (granted.tokens() > 0) {
      purse.fill(now, granted.tokens());
    } else {
      purse.stayEmpty(obstacle(limits, granted, pace), now);
    }
  }

  // Of several that hinder, the one that does so longest.
  private static Obstacle obstacle(List<Limit> limits, Granted granted, Pace pace) {
    return limits.stream()
        .map(limit -> pace.usedUp(limit, granted.used().getOrDefault(limit.period(), 0)))
        .max(Comparator.comparing(Obstacle::until))
        .orElseThrow();
  }

  private void giveBack(String channel, Map<Instant, Integer> unused, Pace pace) {
    unused.forEach((second, tokens) -> {
      List<Limit> limits = pace.limits(second);
      if (!limits.isEmpty()) {
        budgets.giveBack(channel, limits, tokens);
      }
    });
  }

  /// How the limits of a channel stand, with all instances.
  Map<Limit, Integer> used(String channel) {
    List<Limit> limits = pace(channel).limits(clock.instant());
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
      purses.forEach((name, purse) -> giveBack(name, purse.takeUnused(whenAllIsOver), pace(name)));
    } catch (DataAccessException e) {
      log.warn("The budgets of this instance's last second are lost: {}", e.toString());
    }
  }
}
