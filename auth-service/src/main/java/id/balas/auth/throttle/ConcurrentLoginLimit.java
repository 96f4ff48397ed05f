package id.balas.auth.throttle;

import id.balas.service.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Limits the concurrent logins of an address and of all addresses, on this instance. Further
/// logins are refused without a query, so that a flood from few addresses does not use up the
/// database connections.
@Component
public class ConcurrentLoginLimit {

  private static final int MAX_PER_ADDRESS = 8;
  private static final int MAX_LOGINS = 512;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ConcurrentHashMap<String, Integer> running = new ConcurrentHashMap<>();
  private final Semaphore permits = new Semaphore(MAX_LOGINS);

  public <T> T run(String address, Supplier<T> work) {
    if (!permits.tryAcquire()) {
      throw ProblemException.unavailable(
          "Too many logins are in progress. Try again in a second.", RETRY_AFTER);
    }
    String network = Place.network(address);
    boolean isAllowed = running.merge(network, 1, Integer::sum) <= MAX_PER_ADDRESS;
    try {
      if (!isAllowed) {
        throw ProblemException.tooManyRequests(
            "Too many logins of your address are in progress. Wait for one to end.", RETRY_AFTER);
      }
      return work.get();
    } finally {
      running.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
      permits.release();
    }
  }
}
