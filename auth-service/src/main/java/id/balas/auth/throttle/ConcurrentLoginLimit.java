package id.balas.auth.throttle;

import id.balas.auth.Refused;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Lets an address have some sign-ins under way at a time, on this instance, and all together no
/// more than its memory bears. More are refused before they cost a query: a flood from few
/// addresses does not fill the way to the database for everybody else.
@Component
public class ConcurrentLoginLimit {

  private static final int MOST = 8;
  private static final int MOST_OF_ALL = 512;
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final ConcurrentHashMap<String, Integer> underWay = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(MOST_OF_ALL);

  public <T> T run(String address, Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw Refused.busy(WAIT);
    }
    boolean enters = underWay.merge(address, 1, Integer::sum) <= MOST;
    try {
      if (!enters) {
        throw Refused.slowedDown(WAIT);
      }
      return work.get();
    } finally {
      underWay.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
      places.release();
    }
  }
}
