package id.balas.system.bench;

import id.balas.stack.TestCluster.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Whether the bot's history contains all records of the topic, by its metrics.
final class HistoryWrites {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Instance bot;
  private final QuestionLoad questions;
  private final boolean isOn;

  HistoryWrites(Instance bot, QuestionLoad questions, boolean isOn) {
    this.bot = bot;
    this.questions = questions;
    this.isOn = isOn;
  }

  /// Waits until the history is complete. Returns the seconds since the bot was resumed.
  double await() {
    while (isOn && projected() < questions.records()) {
      if (System.nanoTime() - questions.begunNanos() > PATIENCE.toNanos()) {
        throw new IllegalStateException("the history did not keep up");
      }
      LockSupport.parkNanos(1_000_000_000);
    }
    return (System.nanoTime() - questions.begunNanos()) / 1e9;
  }

  private double projected() {
    return metrics()
        .lines()
        .filter(line -> line.startsWith("balas_bot_history_projected_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String metrics() {
    try {
      URI uri = URI.create(bot.managementUrl() + "/actuator/prometheus");
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
