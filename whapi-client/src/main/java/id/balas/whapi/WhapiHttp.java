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

/// Sends requests to the provider with a channel's token and a time limit. The HTTP client never
/// repeats a POST, even if the provider closes a kept-alive connection at that moment. An unknown
/// channel causes a [WhapiUnavailableException].
public final class WhapiHttp {

  private static final long LARGEST_ANSWER = 8 * 1024 * 1024;
  private static final String JSON = "application/json";

  // The HTTP client's default pool creates one thread per concurrent response.
  private static final Executor WORKERS =
      Executors.newFixedThreadPool(4, Thread.ofPlatform().daemon().name("whapi-", 1).factory());

  static {
    // The JDK reads these properties once, when the first HttpClient is created.
    // https://docs.oracle.com/en/java/javase/25/docs/api/java.net.http/
    System.setProperty("jdk.httpclient.enableAllMethodRetry", "false");
    // Proxies close idle connections after 60 s or more. A call on a closing connection has an
    // unknown result.
    System.setProperty(
        "jdk.httpclient.keepalive.timeout",
        System.getProperty("jdk.httpclient.keepalive.timeout", "20"));
    // Each connection holds one buffer, and thousands of them wait for responses of 300 bytes.
    System.setProperty(
        "jdk.httpclient.bufsize", System.getProperty("jdk.httpclient.bufsize", "1024"));
  }

  private final String baseUrl;
  private final Map<String, String> tokens = new HashMap<>();
  private final Duration longestCall;
  private final ProviderClock clock;
  private final HttpClient http;

  /// `longestCall` is the limit of each call without its own limit.
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

  /// Throws [WhapiUnavailableException] if there is no response.
  public WhapiAnswer get(String channel, String path) {
    try {
      return exchange(channel, json(channel, path).GET().build(), longestCall);
    } catch (IOException e) {
      throw WhapiUnavailableException.of(e);
    }
  }

  /// Throws [WhapiUnavailableException] if there is no response.
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

  /// Throws [IOException] on network errors.
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

  /// `method` is POST, PUT or DELETE; `json` is empty for a request without a body.
  public WhapiAnswer send(String channel, String method, String path, byte[] json)
      throws IOException {
    BodyPublisher body =
        json.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json);
    return exchange(
        channel,
        json(channel, path).header("Content-Type", JSON).method(method, body).build(),
        longestCall);
  }

  /// Downloads a file from the provider.
  public <T> HttpResponse<T> download(
      String channel, String path, BodyHandler<T> body, Duration limit) throws IOException {
    return within(limit, request(channel, path).GET().build(), body);
  }

  /// Downloads from any URL, without a token and without following redirects.
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
    WhapiAnswer answer =
        new WhapiAnswer(
            response.statusCode(),
            response.body(),
            RetryAfter.of(
                response.headers().firstValue("Retry-After").orElse(null),
                theirs == null ? Instant.now() : theirs));
    // A proxy dates its own pages by its own clock.
    if (theirs != null && answer.isOk() && answer.json().isContainer()) {
      clock.observe(channel, theirs);
    }
    return answer;
  }

  // The HTTP client's own timeout covers only the headers. This one covers the whole body.
  private <T> HttpResponse<T> within(Duration limit, HttpRequest request, BodyHandler<T> body)
      throws IOException {
    CompletableFuture<HttpResponse<T>> exchange = http.sendAsync(request, body);
    try {
      return exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      var _ = exchange.cancel(true);
      throw new IOException("no complete response within " + limit.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      var _ = exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }
}
