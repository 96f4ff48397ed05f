package id.balas.auth.frontdoor;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.RightsChanged;
import id.balas.auth.access.Route;
import id.balas.auth.authentication.CallerDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// The responses in progress. Cuts a response whose service is silent or whose caller lost the
/// right to it. Also cuts streams that reach their age limit or would delay the shutdown.
@Component
class OpenResponses implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OpenResponses.class);

  private static final int LOOKS_PER_SILENCE = 10;

  private final Set<OpenResponse> open = ConcurrentHashMap.newKeySet();
  private final Object adding = new Object();
  private final ReentrantLock looking = new ReentrantLock();
  private final CallerDirectory callers;
  private final FrontDoorProperties limits;
  private long lastLook = System.nanoTime();
  private volatile boolean running;

  OpenResponses(CallerDirectory callers, FrontDoorProperties limits) {
    this.callers = callers;
    this.limits = limits;
  }

  /// The thread that relays the response closes it.
  final class OpenResponse implements AutoCloseable {

    private final CallerAuthentication caller;
    private final Route route;
    private final InputStream body;
    private final boolean stream;
    private final long since = System.nanoTime();
    private volatile long checked = since;
    private volatile long waitingSince = since;
    private volatile boolean waiting;
    private volatile boolean cut;
    private volatile boolean mustRecheck;
    private long seenWaitingSince;
    private long silentNanos;

    private OpenResponse(
        CallerAuthentication caller, Route route, InputStream body, boolean stream) {
      this.caller = caller;
      this.route = route;
      this.body = body;
      this.stream = stream;
    }

    /// Before a read from the service. The time of a write to a slow client does not count as
    /// silence.
    void readStarts() {
      waitingSince = System.nanoTime();
      waiting = true;
    }

    void readEnds() {
      waiting = false;
    }

    boolean isCut() {
      return cut;
    }

    private boolean isSilentAfter(long elapsedNanos) {
      if (waiting && seenWaitingSince == waitingSince) {
        silentNanos += elapsedNanos;
      } else {
        seenWaitingSince = waitingSince;
        silentNanos = 0;
      }
      return silentNanos > limits.silence().toNanos();
    }

    private void cut() {
      cut = true;
      try {
        body.close();
      } catch (IOException e) {
        log.debug("A response of {} was closed before", route.service().label(), e);
      }
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }

  /// Empty for one stream too many of its caller.
  Optional<OpenResponse> add(
      CallerAuthentication caller, Route route, InputStream body, boolean stream) {
    var added = new OpenResponse(caller, route, body, stream);
    if (!stream) {
      open.add(added);
      return Optional.of(added);
    }
    // Together: of streams that are opened at the same moment, each would find room.
    synchronized (adding) {
      if (hasTooManyStreams(caller.getPrincipal())) {
        return Optional.empty();
      }
      open.add(added);
    }
    if (!running) {
      added.cut();
    }
    return Optional.of(added);
  }

  boolean hasTooManyStreams(Caller caller) {
    return open.stream()
            .filter(response ->
                response.stream && response.caller.getPrincipal().id().equals(caller.id()))
            .count()
        >= limits.streams();
  }

  long streams() {
    return open.stream().filter(response -> response.stream).count();
  }

  // A fixed delay would wait for the other scheduled jobs, such as those that call bot-service.
  @Scheduled(fixedRateString = "${balas.front-door.look-every:1s}")
  void cutWhereDue() {
    // The previous look may still wait for the database.
    if (looking.tryLock()) {
      try {
        look();
      } finally {
        looking.unlock();
      }
    }
  }

  private void look() {
    long now = System.nanoTime();
    // A long time between two looks is a pause of this process, not silence of a service.
    long elapsed = Math.min(now - lastLook, limits.silence().toNanos() / LOOKS_PER_SILENCE);
    lastLook = now;
    for (OpenResponse response : open) {
      boolean isSilent = response.isSilentAfter(elapsed);
      boolean isOld = response.stream && now - response.since > limits.stream().toNanos();
      if (isSilent || isOld || isForbidden(response, now)) {
        response.cut();
      }
    }
  }

  /// Rechecks all open responses at the next look: a disabled user's stream ends within a second.
  /// The directory has dropped its cached callers before.
  @TransactionalEventListener(fallbackExecution = true)
  void on(RightsChanged changed) {
    open.forEach(response -> response.mustRecheck = true);
  }

  private boolean isForbidden(OpenResponse response, long now) {
    if (!response.mustRecheck && now - response.checked < limits.recheck().toNanos()) {
      return false;
    }
    response.mustRecheck = false;
    try {
      Optional<Caller> present = callers.present(response.caller);
      response.checked = now;
      return present.filter(response.route.who()::includes).isEmpty();
    } catch (DataAccessException e) {
      log.warn(
          "Rights of user {} not rechecked, database unavailable: {}",
          response.caller.getPrincipal().id(),
          e.toString());
      return false;
    }
  }

  @Override
  public void start() {
    running = true;
  }

  // Runs before the web server waits for open requests: streams never end by themselves.
  @Override
  public void stop() {
    running = false;
    open.stream().filter(response -> response.stream).forEach(OpenResponse::cut);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
