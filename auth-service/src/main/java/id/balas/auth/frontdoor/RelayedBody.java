package id.balas.auth.frontdoor;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Streams the body of a request to a service, with at most one buffer in memory. The request's own
/// thread reads it, at the pace of the service, so no read outlives the request.
final class RelayedBody implements BodyPublisher {

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int MAX_DEMAND = 16 * 1024;

  private final long length;
  private final long maxBytes;
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private final Semaphore demand = new Semaphore(0);
  private volatile boolean ended;
  private volatile @Nullable Subscriber<? super ByteBuffer> service;

  /// `length` is -1 if the client does not send it. More than `maxBytes` bytes then end in a
  /// [BodyTooLargeException].
  RelayedBody(long length, long maxBytes) {
    this.length = length;
    this.maxBytes = maxBytes;
  }

  static final class BodyTooLargeException extends IOException {}

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    service = subscriber;
    subscriber.onSubscribe(
        new Subscription() {
          @Override
          public void request(long buffers) {
            demand.release((int) Math.min(buffers, MAX_DEMAND));
          }

          @Override
          public void cancel() {
            end();
          }
        });
    subscribed.countDown();
  }

  /// Returns when everything is sent, or when the response or the connection ends first.
  void send(InputStream body, CompletableFuture<?> response)
      throws IOException, InterruptedException {
    var _ = response.whenComplete((_, _) -> end());
    subscribed.await();
    Subscriber<? super ByteBuffer> to = service;
    if (to == null) {
      return;
    }
    try {
      long sent = 0;
      while (awaitDemand()) {
        byte[] buffer = new byte[BUFFER_BYTES];
        int size = body.read(buffer);
        if (size < 0) {
          to.onComplete();
          return;
        }
        sent += size;
        if (sent > maxBytes) {
          throw new BodyTooLargeException();
        }
        to.onNext(ByteBuffer.wrap(buffer, 0, size));
      }
    } catch (IOException | RuntimeException e) {
      // Otherwise the service would wait for the rest of the body.
      to.onError(e);
      throw e;
    }
  }

  private boolean awaitDemand() throws InterruptedException {
    if (!ended) {
      demand.acquire();
    }
    return !ended;
  }

  private void end() {
    ended = true;
    demand.release();
    subscribed.countDown();
  }
}
