package id.balas.ingest.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The bytes of one request body, read within a size limit and a time limit. They count against the
/// budget until this is closed.
final class WebhookBody implements AutoCloseable {

  // Small, because thousands of slow clients may each hold one.
  private static final int FIRST_BUFFER = 2 * 1024;

  private final Budget budget;
  private final int limit;
  private byte[] bytes = new byte[0];
  private int held;

  private WebhookBody(Budget budget, int limit) {
    this.budget = budget;
    this.limit = limit;
  }

  /// Throws [RejectedRequestException] and then holds no bytes.
  static WebhookBody read(HttpServletRequest request, Budget budget, WebhookProperties settings) {
    int limit = Math.toIntExact(settings.maxBody().toBytes());
    var body = new WebhookBody(budget, limit);
    long announced = request.getContentLengthLong();
    if (announced > limit) {
      throw body.tooLarge();
    }
    try {
      body.fill(
          request.getInputStream(),
          announced,
          System.nanoTime() + settings.bodyTimeout().toNanos());
      return body;
    } catch (SocketTimeoutException _) {
      body.close();
      throw new RejectedRequestException(Rejection.TOO_SLOW);
    } catch (IOException _) {
      body.close();
      throw new RejectedRequestException(Rejection.INCOMPLETE);
    } catch (RejectedRequestException rejected) {
      body.close();
      throw rejected;
    }
  }

  // The buffer grows with the received bytes, never with the announced length.
  private void fill(InputStream input, long announced, long deadline) throws IOException {
    hold(announced < 0 ? FIRST_BUFFER : (int) Math.min(announced, FIRST_BUFFER));
    int filled = 0;
    while (true) {
      if (filled == bytes.length) {
        if (filled == announced) {
          return;
        }
        int wanted = (int) Math.min(bytes.length * 2L, announced < 0 ? limit + 1L : announced);
        hold(wanted);
      }
      int read = input.read(bytes, filled, bytes.length - filled);
      if (read < 0) {
        bytes = Arrays.copyOf(bytes, filled);
        return;
      }
      filled += read;
      if (filled > limit) {
        throw tooLarge();
      }
      if (deadline - System.nanoTime() < 0) {
        throw new RejectedRequestException(Rejection.TOO_SLOW);
      }
    }
  }

  private void hold(int size) {
    int more = size - held;
    if (!budget.take(more)) {
      throw new RejectedRequestException(Rejection.OVERLOADED);
    }
    held = size;
    bytes = Arrays.copyOf(bytes, size);
  }

  private RejectedRequestException tooLarge() {
    return new RejectedRequestException(
        Rejection.TOO_LARGE, "The body has more than " + limit + " bytes, which is the limit.");
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    budget.giveBack(held);
    held = 0;
  }

  /// Limits the body bytes that all requests hold together. It counts only received bytes, so that
  /// an announced length alone reserves nothing.
  static final class Budget {

    private final long most;
    private final @Nullable Budget whole;
    private final AtomicLong held = new AtomicLong();

    Budget(long most) {
      this(most, null);
    }

    /// A part of `whole`, which counts these bytes, too.
    Budget(long most, @Nullable Budget whole) {
      this.most = most;
      this.whole = whole;
    }

    boolean take(int bytes) {
      if (held.addAndGet(bytes) <= most && (whole == null || whole.take(bytes))) {
        return true;
      }
      held.addAndGet(-bytes);
      return false;
    }

    void giveBack(long bytes) {
      held.addAndGet(-bytes);
      if (whole != null) {
        whole.giveBack(bytes);
      }
    }

    long held() {
      return held.get();
    }
  }
}
