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

/// A request's body on its way to a service, never more of it in memory than one piece. The thread
/// of the request reads it, as fast as the service takes it, so that nobody reads on when the
/// request has ended.
final class RelayedBody implements BodyPublisher {

  private static final int PIECE = 16 * 1024;

  private final long length;
  private final long most;
  private final CountDownLatch wanted = new CountDownLatch(1);
  private final Semaphore demand = new Semaphore(0);
  private volatile boolean ended;
  private volatile @Nullable Subscriber<? super ByteBuffer> service;

  /// `length` is -1 where the client does not tell; then more than `most` bytes end in [TooLarge].
  RelayedBody(long length, long most) {
    this.length = length;
    this.most = most;
  }

  static final class TooLarge extends IOException {

    TooLarge() {
      super("the body is too large");
    }
  }

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
          public void request(long pieces) {
            demand.release((int) Math.min(pieces, PIECE));
          }

          @Override
          public void cancel() {
            end();
          }
        });
    wanted.countDown();
  }

  /// Returns when all is sent, or when nobody wants the rest.
  void send(InputStream body, CompletableFuture<?> answer)
      throws IOException, InterruptedException {
    // Whatever it is, it ends the waiting.
    var _ = answer.whenComplete((_, _) -> end());
    wanted.await();
    Subscriber<? super ByteBuffer> to = service;
    if (to == null) {
      return;
    }
    try {
      long sent = 0;
      while (isWanted()) {
        byte[] piece = new byte[PIECE];
        int size = body.read(piece);
        if (size < 0) {
          to.onComplete();
          return;
        }
        sent += size;
        if (sent > most) {
          throw new TooLarge();
        }
        to.onNext(ByteBuffer.wrap(piece, 0, size));
      }
    } catch (IOException e) {
      to.onError(e);
      throw e;
    }
  }

  private boolean isWanted() throws InterruptedException {
    if (!ended) {
      demand.acquire();
    }
    return !ended;
  }

  private void end() {
    ended = true;
    demand.release();
    wanted.countDown();
  }
}
