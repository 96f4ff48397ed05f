package id.balas.sender.whapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Requests to the provider with a channel's token, within their time limits. A POST goes out once:
/// it is never repeated by the HTTP client, not even on a kept connection that the provider closes
/// at that moment.
@Component
class WhapiHttp {

  private static final long LARGEST_ANSWER = 8 * 1024 * 1024;

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

  private final WhapiProperties settings;
  private final String baseUrl;
  private final HttpClient http;

  WhapiHttp(WhapiProperties settings) {
    this.settings = settings;
    this.baseUrl = settings.baseUrl().toString().replaceFirst("/+$", "");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(WORKERS)
            .build();
  }

  /// Throws [IOException] as the network does.
  WhapiAnswer post(Channel channel, String path, byte[] json) throws IOException {
    return post(
        channel,
        path,
        "application/json",
        BodyPublishers.ofByteArray(json),
        settings.longestCall());
  }

  WhapiAnswer post(Channel channel, String path, String type, BodyPublisher body, Duration limit)
      throws IOException {
    return exchange(
        channel, request(channel, path).header("Content-Type", type).POST(body).build(), limit);
  }

  WhapiAnswer put(Channel channel, String path) throws IOException {
    return exchange(
        channel,
        request(channel, path).PUT(BodyPublishers.noBody()).build(),
        settings.longestCall());
  }

  /// Throws [CannotAsk] when there is no answer.
  WhapiAnswer get(Channel channel, String path) {
    try {
      return exchange(channel, request(channel, path).GET().build(), settings.longestCall());
    } catch (IOException e) {
      throw new CannotAsk("the provider does not answer (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /// The token goes with a path of the provider, never with a link.
  <T> HttpResponse<T> get(
      @Nullable Channel channel, String pathOrLink, BodyHandler<T> body, Duration limit)
      throws IOException {
    HttpRequest.Builder request =
        channel == null
            ? HttpRequest.newBuilder(URI.create(pathOrLink))
            : request(channel, pathOrLink);
    return within(limit, request.GET().build(), body);
  }

  private HttpRequest.Builder request(Channel channel, String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .header("Authorization", "Bearer " + channel.token());
  }

  private WhapiAnswer exchange(Channel channel, HttpRequest request, Duration limit)
      throws IOException {
    HttpResponse<byte[]> response =
        within(limit, request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    Instant theirs = response.headers().firstValue("Date").map(RetryAfter::date).orElse(null);
    if (theirs != null) {
      channel.providerTime(theirs);
    }
    return new WhapiAnswer(
        response.statusCode(),
        new String(response.body(), StandardCharsets.UTF_8),
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
