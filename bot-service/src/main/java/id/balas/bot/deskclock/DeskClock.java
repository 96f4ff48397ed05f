package id.balas.bot.deskclock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Runs the work of the desk clock on the instance that holds its lease: takes chats from users who
/// are gone or unavailable, assigns waiting chats, and records missed targets. Off while instances
/// of an older release run, which do not know its commands (`balas.people.write`).
@Component
class DeskClock {

  private static final Logger log = LoggerFactory.getLogger(DeskClock.class);

  private final DeskLease lease;
  private final AbsentAgents absent;
  private final Assigner assigner;
  private final TargetWatch targets;
  private final boolean isOn;
  private final Duration settle;
  private final AtomicBoolean isRunning = new AtomicBoolean();
  private volatile boolean isHolder;
  private volatile boolean isWorking;

  DeskClock(
      DeskLease lease,
      AbsentAgents absent,
      Assigner assigner,
      TargetWatch targets,
      DeskClockProperties settings,
      @Value("${balas.people.write}") boolean isOn,
      MeterRegistry registry) {
    this.lease = lease;
    this.absent = absent;
    this.assigner = assigner;
    this.targets = targets;
    this.isOn = isOn;
    this.settle = settings.settle();
    if (isOn) {
      Gauge.builder("balas.bot.desk.clock.running", () -> isWorking ? 1 : 0).register(registry);
    }
  }

  // On a thread of its own: all scheduled work of the service shares one.
  @Scheduled(initialDelayString = "PT3S", fixedDelayString = "${balas.bot.look-at-clock-every}")
  void start() {
    if (isOn && isRunning.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::run);
    }
  }

  void run() {
    try {
      Optional<Duration> held = lease.hold();
      logChange(held.isPresent());
      if (held.isPresent() && held.get().compareTo(settle) >= 0) {
        absent.release();
        assigner.assign();
        targets.check();
      }
      isWorking = held.isPresent();
    } catch (RuntimeException e) {
      isWorking = false;
      log.warn("The desk clock could not finish its work, trying again: {}", e.toString());
    } finally {
      isRunning.set(false);
    }
  }

  private void logChange(boolean holdsNow) {
    if (holdsNow != isHolder) {
      log.info(holdsNow ? "Took the desk clock" : "Lost the desk clock to another instance");
    }
    isHolder = holdsNow;
  }
}
