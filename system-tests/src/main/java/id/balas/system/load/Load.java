package id.balas.system.load;

import id.balas.stack.settings.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// Sends messages of many chats in mixed order through a running stack and waits for the answers.
/// Prints how many were lost, duplicated or reordered, by the provider's history alone.
final class Load {

  private static final int SENDERS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Customers customers;
  private final NamedMessages named;

  private Load(Customers customers, Provider provider, String prefix) {
    this.customers = customers;
    this.named = new NamedMessages(customers, provider, prefix);
  }

  static void main(String[] arguments) {
    int messages = Integer.parseInt(arguments[0]);
    int chats = Integer.parseInt(arguments[1]);
    StackSettings settings = StackSettings.of(Path.of("").toAbsolutePath(), System.getenv());
    // Fresh numbers in each run, so that no earlier one counts.
    String prefix = "62" + (System.currentTimeMillis() / 1000) % 1_000_000_000L;
    var load =
        new Load(
            new Customers(
                "http://localhost:" + settings.port(8000),
                settings.whapiSecret().split(",", 2)[0].strip()),
            new Provider("http://localhost:" + settings.port(8090), settings.whapiToken()),
            prefix);
    if (!load.finds(settings.port(8000))) {
      System.exit(2);
    }
    System.exit(load.run(messages, chats).isClean() ? 0 : 1);
  }

  private boolean finds(int port) {
    if (customers.post("{}") == 200) {
      return true;
    }
    IO.println("No stack answers on port %d: start one with mvn -Prun.".formatted(port));
    return false;
  }

  private Verdict run(int messages, int chats) {
    long begun = System.nanoTime();
    sendAll(messages, chats);
    double sending = (System.nanoTime() - begun) / 1e9;
    Verdict verdict = judged(begun + PATIENCE.toNanos());
    double all = (System.nanoTime() - begun) / 1e9 - QUIET.toSeconds();
    IO.println(
        "%d messages of %d chats: taken in %.1f s (%.0f/s), answered after %.1f s (%.0f/s)"
            .formatted(messages, chats, sending, messages / sending, all, verdict.sent() / all));
    IO.println(verdict.summary());
    return verdict;
  }

  // A chat is always written by the same sender: one person writes one message after the other.
  private void sendAll(int messages, int chats) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      order.add(i % chats);
    }
    Collections.shuffle(order, new Random(1));
    List<List<Runnable>> work = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      work.add(new ArrayList<>());
    }
    for (int i = 0; i < order.size(); i++) {
      int chat = order.get(i);
      work.get(chat % SENDERS).add(named.next(chat));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              work.stream()
                  .map(tasks ->
                      CompletableFuture.runAsync(() -> tasks.forEach(Runnable::run), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
  }

  // Complete, then quiet for a while, so that duplicates have time to appear.
  private Verdict judged(long deadline) {
    Verdict verdict = named.judge();
    while (verdict.lost() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      verdict = named.judge();
    }
    LockSupport.parkNanos(QUIET.toNanos());
    return named.judge();
  }
}
