package id.balas.system.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Requests at a fixed rate, however long responses take. Each has a scheduled time; waiting counts
/// as latency.
public final class SteadyLoad {

  private static final int CONNECTIONS = 128;
  private static final int BODIES = 2_000;

  private final URI url;
  private final int rate;
  private final int expected;
  private final byte[][] requests;

  /// `expected` is the status of every response.
  public SteadyLoad(String url, String secret, int rate, int expected) {
    this.url = URI.create(url);
    this.rate = rate;
    this.expected = expected;
    this.requests = new byte[BODIES][];
    for (int i = 0; i < BODIES; i++) {
      requests[i] = request(secret, WebhookBodies.of(i, 1));
    }
  }

  private byte[] request(String secret, String body) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Webhook-Secret: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(url.getPath(), secret, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// The latencies in milliseconds, sorted.
  public double[] run(int seconds) {
    double[] latencies = new double[rate * seconds];
    var next = new AtomicInteger();
    var end = new CountDownLatch(CONNECTIONS);
    var failure = new AtomicFailure();
    long begun = System.nanoTime() + 50_000_000;
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread.startVirtualThread(() -> {
        try (var socket = new Socket(url.getHost(), url.getPort())) {
          socket.setTcpNoDelay(true);
          send(socket, next, begun, latencies);
        } catch (IOException | RuntimeException e) {
          failure.note(e);
        } finally {
          end.countDown();
        }
      });
    }
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failure.rethrow();
    Arrays.sort(latencies);
    return latencies;
  }

  private void send(Socket socket, AtomicInteger next, long begun, double[] latencies)
      throws IOException {
    byte[] buffer = new byte[4096];
    InputStream in = socket.getInputStream();
    for (int i = next.getAndIncrement(); i < latencies.length; i = next.getAndIncrement()) {
      long due = begun + i * 1_000_000_000L / rate;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      socket.getOutputStream().write(requests[i % BODIES]);
      readAnswer(in, buffer);
      latencies[i] = (System.nanoTime() - due) / 1e6;
    }
  }

  private void readAnswer(InputStream in, byte[] buffer) throws IOException {
    int filled = 0;
    while (true) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        throw new IOException("the connection was closed");
      }
      filled += read;
      String text = new String(buffer, 0, filled, StandardCharsets.US_ASCII);
      int head = text.indexOf("\r\n\r\n");
      if (head > 0 && filled >= head + 4 + contentLength(text)) {
        if (!text.startsWith("HTTP/1.1 " + expected)
            && !(expected == 401 && text.startsWith("HTTP/1.1 429"))) {
          throw new IllegalStateException("answered " + text.substring(0, text.indexOf('\r')));
        }
        return;
      }
    }
  }

  private static int contentLength(String text) {
    int at = text.indexOf("Content-Length: ");
    return at < 0 ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
  }

  /// The first failure of any connection.
  private static final class AtomicFailure {
    private volatile @Nullable Exception first;

    synchronized void note(Exception e) {
      if (first == null) {
        first = e;
      }
    }

    void rethrow() {
      Exception e = first;
      if (e != null) {
        throw new IllegalStateException("the load broke off", e);
      }
    }
  }
}
