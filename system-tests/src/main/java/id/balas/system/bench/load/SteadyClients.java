package id.balas.system.bench.load;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// New clients at a fixed rate: each opens a connection, sends one request and reads the response.
public final class SteadyClients {

  private static final int PER_SECOND = 50;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final URI url;
  private final byte[] request;
  private final AtomicInteger refused = new AtomicInteger();

  public SteadyClients(String url, String request) {
    this.url = URI.create(url);
    this.request = request.getBytes(StandardCharsets.US_ASCII);
  }

  /// The latencies in milliseconds, sorted.
  public double[] run(int seconds) {
    double[] latencies = new double[PER_SECOND * seconds];
    var end = new CountDownLatch(latencies.length);
    long begun = System.nanoTime();
    for (int i = 0; i < latencies.length; i++) {
      int number = i;
      long due = begun + i * 1_000_000_000L / PER_SECOND;
      Thread.startVirtualThread(() -> {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        call();
        latencies[number] = (System.nanoTime() - due) / 1e6;
        end.countDown();
      });
    }
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Arrays.sort(latencies);
    return latencies;
  }

  private void call() {
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!answer.startsWith("HTTP/1.1 200")) {
        refused.incrementAndGet();
      }
    } catch (IOException _) {
      refused.incrementAndGet();
    }
  }

  /// Calls without a response 200, in all runs.
  public int refused() {
    return refused.get();
  }
}
