package id.balas.system.bench.load;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Clients that send the beginning of a request and then a byte after each pause, and open a new
/// connection whenever the server closes theirs. Each begins at its own time within the first
/// pause: otherwise all would also notice at one moment that their connections are closed.
public final class SlowClients implements AutoCloseable {

  private final URI url;
  private final byte[] beginning;
  private final long pauseNanos;
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean over;

  /// Returns at once.
  public static SlowClients start(String url, int clients, String beginning, Duration pause) {
    var slow = new SlowClients(url, beginning, pause);
    for (int i = 0; i < clients; i++) {
      Thread.startVirtualThread(slow::run);
    }
    return slow;
  }

  private SlowClients(String url, String beginning, Duration pause) {
    this.url = URI.create(url);
    this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
    this.pauseNanos = pause.toNanos();
  }

  private void run() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pauseNanos));
    while (!over) {
      try (var socket = new Socket(url.getHost(), url.getPort())) {
        open.incrementAndGet();
        try {
          trickle(socket);
        } finally {
          open.decrementAndGet();
        }
      } catch (IOException _) {
        ended.incrementAndGet();
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  private void trickle(Socket socket) throws IOException {
    socket.getOutputStream().write(beginning);
    while (!over) {
      LockSupport.parkNanos(pauseNanos);
      socket.getOutputStream().write(' ');
    }
  }

  /// Connections that the server has ended.
  public int ended() {
    return ended.get();
  }

  public int open() {
    return open.get();
  }

  @Override
  public void close() {
    over = true;
  }
}
