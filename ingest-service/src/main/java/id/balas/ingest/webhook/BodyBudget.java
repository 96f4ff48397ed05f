package id.balas.ingest.webhook;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of bodies all requests may hold together. A request takes what has really come,
/// so that one who only announces much holds nothing.
final class BodyBudget {

  private final long most;
  private final AtomicLong held = new AtomicLong();

  BodyBudget(long most) {
    this.most = most;
  }

  boolean take(int bytes) {
    if (held.addAndGet(bytes) <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
