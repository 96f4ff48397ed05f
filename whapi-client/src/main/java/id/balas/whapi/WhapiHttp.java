package id.balas.whapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Requests to the provider with a channel's token, within their time limits. A POST goes out once:
/// the HTTP client never repeats it, not even on a kept connection that the provider closes at that
/// moment. An unknown channel is a [WhapiUnavailableException].
public final class WhapiHttp {

  private static final long LARGEST_ANSWER = 8 * 1024 * 1024;
  private static final String JSON = "application/json";

  // The client's own pool grows to a thread for each answer that comes at the same moment.
  private static final Executor WORKERS =
      Executors.newFixedThreadPool(4, Thread.ofPlatform().daemon().name("whapi-", 1).factory());

  static {
    // Read once, when the first HttpClient is made.
    // https://docs.oracle.com/en/java/javase/25/docs/api/java.net.http/
    System.setProperty("jdk.httpclient.enableAllMethodRetry", "false");
    // Proxies close idle connections after 60 s and more; a call on one that closes has an unknown
    // result.
    System.setProperty(
        "jdk.httpclient.keepalive.timeout",
        System.getProperty("jdk.httpclient.keepalive.timeout", "20"));
    // Each connection holds one such buffer, and thousands wait for an answer of 300 bytes.
    System.setProperty(
        "jdk.httpclient.bufsize", System.getProperty("jdk.httpclient.bufsize", "1024"));
  }

  private final String baseUrl;
  private final Map<String, String> tokens = new HashMap<>();
  private final Duration longestCall;
  private final ProviderClock clock;
  private final HttpClient http;

  /// `longestCall` is the limit of each call that has none of its own.
  public WhapiHttp(WhapiProperties settings, Duration longestCall, ProviderClock clock) {
    this.baseUrl = settings.baseUrl().toString().replaceFirst("/+$", "");
    settings.all().forEach(channel -> tokens.put(channel.name(), channel.token()));
    this.longestCall = longestCall;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(WORKERS)
            .build();
  }

  public Duration longestCall() {
    return longestCall;
  }

  /// Throws [WhapiUnavailableException] when there is no answer.
  public WhapiAnswer get(String channel, String path) {
    try {
      return exchange(channel, json(channel, path).GET().build(), longestCall);
    } catch (IOException e) {
      throw WhapiUnavailableException.of(e);
    }
  }

  /// Throws [WhapiUnavailableException] when there is no answer.
  WhapiAnswer patch(String channel, String path, String json) {
    try {
      BodyPublisher body = BodyPublishers.ofString(json);
      return exchange(
          channel,
          json(channel, path).header("Content-Type", JSON).method("PATCH", body).build(),
          longestCall);
    } catch (IOException e) {
      throw WhapiUnavailableException.of(e);
    }
  }

  /// Throws [IOException] as the network does.
  public WhapiAnswer post(String channel, String path, byte[] json) throws IOException {
    return post(channel, path, JSON, BodyPublishers.ofByteArray(json), longestCall);
  }

  public WhapiAnswer post(
      String channel, String path, String type, BodyPublisher body, Duration limit)
      throws IOException {
    return exchange(
        channel, json(channel, path).header("Content-Type", type).POST(body).build(), limit);
  }

  public WhapiAnswer put(String channel, String path) throws IOException {
    return exchange(channel, json(channel, path).PUT(BodyPublishers.noBody()).build(), longestCall);
  }

  /// A file of the provider.
  public <T> HttpResponse<T> download(
      String channel, String path, BodyHandler<T> body, Duration limit) throws IOException {
    return within(limit, request(channel, path).GET().build(), body);
  }

  /// Any address: without a token, and without following redirects.
  public <T> HttpResponse<T> download(URI link, BodyHandler<T> body, Duration limit)
      throws IOException {
    return within(limit, HttpRequest.newBuilder(link).GET().build(), body);
  }

  private HttpRequest.Builder json(String channel, String path) {
    return request(channel, path).header("Accept", JSON);
  }

  private HttpRequest.Builder request(String channel, String path) {
    String token = tokens.get(channel);
    if (token == null) {
      throw new WhapiUnavailableException("WHAPI_CHANNELS names no channel " + channel);
    }
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .header("Authorization", "Bearer " + token);
  }

  private WhapiAnswer exchange(String channel, HttpRequest request, Duration limit)
      throws IOException {
    HttpResponse<byte[]> response =
        within(limit, request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    Instant theirs = response.headers().firstValue("Date").map(RetryAfter::date).orElse(null);
    if (theirs != null) {
      clock.observe(channel, theirs);
    }
    return new WhapiAnswer(
        response.statusCode(),
        response.body(),
        RetryAfter.of(
            response.headers().firstValue("Retry-After").orElse(null),
            theirs == null ? Instant.now() : theirs));
  }

  // The client's own time limit ends with the headers; this one holds to the last byte.
  private <T> HttpResponse<T> within(Duration limit, HttpRequest request, BodyHandler<T> body)
      throws IOException {
    CompletableFuture<HttpResponse<T>> exchange = http.sendAsync(request, body);
    try {
      return exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      var _ = exchange.cancel(true);
      throw new IOException("no whole answer within " + limit.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      var _ = exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }
}
