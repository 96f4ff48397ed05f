package id.balas.auth.frontdoor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Replaces the services behind the front door: real HTTP, with a fault for some paths.
final class FakeBackend implements AutoCloseable {

  static final String LABELS = "[\"" + "label ".repeat(1000) + "\"]";
  private static final Duration FOR_EVER = Duration.ofDays(1);
  static final int HUGE = 64 * 1024 * 1024;

  private final HttpServer server;
  private final CountDownLatch end = new CountDownLatch(1);
  final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  final AtomicLong hugeWritten = new AtomicLong();
  final AtomicLong streamsOpened = new AtomicLong();
  final AtomicLong streamsEnded = new AtomicLong();
  final AtomicLong usersBegun = new AtomicLong();
  volatile Duration usersTake = Duration.ZERO;

  record Received(String method, String uri, Map<String, List<String>> headers, long bodyBytes) {}

  FakeBackend() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith("/internal/")) {
        usersBegun.incrementAndGet();
        waitForTheEnd(usersTake);
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      switch (path) {
        case "/chats/stream" -> stream(exchange);
        case "/export" -> huge(exchange);
        case "/labels" -> write(exchange, 200, LABELS);
        case "/media/slow" -> waitForTheEnd(FOR_EVER);
        case "/chats/broken" -> beginOnly(exchange);
        case "/chats/stuck" -> {
          beginOnly(exchange);
          waitForTheEnd(FOR_EVER);
        }
        case "/chats/strange" -> write(exchange, 401, "{}");
        case "/chats/missing" -> write(exchange, 404, "{\"title\":\"Not Found\",\"status\":404}");
        case "/chats/failing/messages" ->
            write(exchange, 500, "{\"title\":\"Internal Server Error\",\"status\":500}");
        default -> take(exchange);
      }
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    long size = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    received.add(
        new Received(
            exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, size));
    exchange.getResponseHeaders().add("Set-Cookie", "inner=1");
    exchange.getResponseHeaders().add("X-Inner", "bot-7");
    exchange.getResponseHeaders().add("ETag", "\"7\"");
    exchange.getResponseHeaders().add("Location", "http://bot:8081/commands/1");
    write(exchange, 200, "{\"done\":true}");
  }

  private static void write(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", status < 400 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    streamsOpened.incrementAndGet();
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      while (true) {
        String event = events.poll(100, TimeUnit.MILLISECONDS);
        out.write((event == null ? ":\n\n" : event).getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streamsEnded.incrementAndGet();
    }
  }

  private void huge(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
    exchange.sendResponseHeaders(200, HUGE);
    byte[] piece = new byte[64 * 1024];
    for (int written = 0; written < HUGE; written += piece.length) {
      exchange.getResponseBody().write(piece);
      hugeWritten.addAndGet(piece.length);
    }
  }

  private static void beginOnly(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1000);
    exchange.getResponseBody().write(new byte[10]);
    exchange.getResponseBody().flush();
  }

  private void waitForTheEnd(Duration most) {
    try {
      boolean _ = end.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
