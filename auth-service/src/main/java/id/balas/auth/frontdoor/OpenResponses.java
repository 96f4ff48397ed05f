package id.balas.auth.frontdoor;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.Route;
import id.balas.auth.authentication.CallerDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The answers that are on their way. Cuts one whose service has fallen silent, whose caller may no
/// longer have it, and streams that are old or that a stop of this service would wait for.
@Component
class OpenResponses implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OpenResponses.class);

  private final Set<Open> open = ConcurrentHashMap.newKeySet();
  private final CallerDirectory callers;
  private final FrontDoorProperties limits;
  private volatile boolean running;

  OpenResponses(CallerDirectory callers, FrontDoorProperties limits) {
    this.callers = callers;
    this.limits = limits;
  }

  /// One of them; closed by whoever opened it.
  final class Open implements AutoCloseable {

    private final CallerAuthentication caller;
    private final Route route;
    private final InputStream body;
    private final boolean stream;
    private final long since = System.nanoTime();
    private volatile long checked = since;
    private volatile long waitingSince = since;
    private volatile boolean waiting;
    private volatile boolean cut;

    private Open(CallerAuthentication caller, Route route, InputStream body, boolean stream) {
      this.caller = caller;
      this.route = route;
      this.body = body;
      this.stream = stream;
    }

    /// For the service. Waiting for a slow reader is no silence of the service.
    void waits() {
      waitingSince = System.nanoTime();
      waiting = true;
    }

    void goesOn() {
      waiting = false;
    }

    boolean isCut() {
      return cut;
    }

    private void cut() {
      cut = true;
      try {
        body.close();
      } catch (IOException e) {
        log.debug("an answer of {} was closed already", route.service().label(), e);
      }
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }

  Open add(CallerAuthentication caller, Route route, InputStream body, boolean stream) {
    var added = new Open(caller, route, body, stream);
    open.add(added);
    if (!running && stream) {
      added.cut();
    }
    return added;
  }

  boolean hasTooManyStreams(Caller caller) {
    return open.stream()
            .filter(
                answer -> answer.stream && answer.caller.getPrincipal().id().equals(caller.id()))
            .count()
        >= limits.streams();
  }

  long streams() {
    return open.stream().filter(answer -> answer.stream).count();
  }

  @Scheduled(fixedDelayString = "${balas.front-door.look-every:1s}")
  void look() {
    long now = System.nanoTime();
    for (Open answer : open) {
      boolean isSilent = answer.waiting && now - answer.waitingSince > limits.silence().toNanos();
      boolean isOld = answer.stream && now - answer.since > limits.stream().toNanos();
      if (isSilent || isOld || isForbidden(answer, now)) {
        answer.cut();
      }
    }
  }

  private boolean isForbidden(Open answer, long now) {
    if (now - answer.checked < limits.recheck().toNanos()) {
      return false;
    }
    try {
      Optional<Caller> present = present(answer.caller);
      answer.checked = now;
      return present.filter(answer.route.who()::includes).isEmpty();
    } catch (DataAccessException e) {
      log.warn(
          "whether a stream's caller may still have it is not known: the database does not answer");
      return false;
    }
  }

  // A person by their sign-in, which they may have ended.
  private Optional<Caller> present(CallerAuthentication known) {
    return callers.present(known);
  }

  @Override
  public void start() {
    running = true;
  }

  // Before the web server waits for the requests that it still has.
  @Override
  public void stop() {
    running = false;
    open.stream().filter(answer -> answer.stream).forEach(Open::cut);
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
