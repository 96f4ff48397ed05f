package id.balas.system.bench;

import id.balas.system.bench.load.Logins;
import id.balas.system.bench.load.SlowClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The uploads of a usual user while 16 uploads of four others trickle, four of each, which is the
/// limit of a user.
final class SlowUploads {

  private static final String PASSWORD = SlowBench.PASSWORD;
  private static final List<String> SLOW = List.of("slow1", "slow2", "slow3", "slow4");
  private static final int OF_EACH = 4;
  private static final Duration PAUSE = Duration.ofSeconds(3);
  // Within the usual limit of 600 calls a minute.
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final int UPLOADS = 120;
  private static final int BYTES = 200_000;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final Logins logins;
  private int refused;

  SlowUploads(String url) {
    this.url = url;
    this.logins = new Logins(url);
  }

  /// Empty if no other user was refused, otherwise what went wrong.
  String measure() {
    String usual = signIn("usual");
    upload(usual);
    refused = 0;
    List<SlowClients> slow =
        SLOW.stream()
            .map(user -> SlowClients.start(url, OF_EACH, beginning(signIn(user)), PAUSE))
            .toList();
    double[] sorted = new double[UPLOADS];
    long begun = System.nanoTime();
    for (int i = 0; i < UPLOADS; i++) {
      LockSupport.parkNanos(begun + i * EVERY.toNanos() - System.nanoTime());
      sorted[i] = upload(usual);
    }
    Arrays.sort(sorted);
    int ended = slow.stream().mapToInt(SlowClients::ended).sum();
    slow.forEach(SlowClients::close);
    IO.println(
        "8080, uploads: %d slow ones (%d ended), %d of %d others refused, p50 %.1f ms, longest %.1f ms"
            .formatted(
                SLOW.size() * OF_EACH,
                ended,
                refused,
                UPLOADS,
                sorted[UPLOADS / 2],
                sorted[UPLOADS - 1]));
    return refused > 0 ? "slow uploads keep others out" : "";
  }

  private static String beginning(String token) {
    return """
    POST /media HTTP/1.1\r
    Host: a\r
    Content-Type: image/jpeg\r
    Authorization: Bearer %s\r
    Content-Length: 4000000\r
    \r
    """
        .formatted(token);
  }

  private String signIn(String user) {
    logins.register(user, PASSWORD);
    return logins.token(user, PASSWORD);
  }

  private double upload(String token) {
    long begun = System.nanoTime();
    var request =
        HttpRequest.newBuilder(URI.create(url + "/media"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofByteArray(new byte[BYTES]))
            .build();
    try {
      if (http.send(request, BodyHandlers.discarding()).statusCode() != 201) {
        refused++;
      }
    } catch (IOException _) {
      refused++;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return (System.nanoTime() - begun) / 1e6;
  }
}
