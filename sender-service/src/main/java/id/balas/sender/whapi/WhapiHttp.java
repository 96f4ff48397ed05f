package id.balas.sender.whapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/// Requests to the provider with a channel's token, within their time limits.
@Component
class WhapiHttp {

  private static final long LARGEST_ANSWER = 8 * 1024 * 1024;

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
            .build();
  }

  /// Throws [IOException] as the network does; [HttpClient] never repeats a call that is not idempotent.
  WhapiAnswer post(Channel channel, String path, byte[] body) throws IOException {
    HttpRequest.Builder request =
        request(channel, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    return exchange(channel, request.build(), settings.longestCall());
  }

  /// Throws [CannotAsk] when there is no answer.
  WhapiAnswer get(Channel channel, String path) {
    try {
      return exchange(channel, request(channel, path).GET().build(), settings.longestCall());
    } catch (IOException e) {
      throw new CannotAsk("the provider does not answer (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private HttpRequest.Builder request(Channel channel, String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path)).header("Authorization", "Bearer " + channel.token());
  }

  private WhapiAnswer exchange(Channel channel, HttpRequest request, Duration limit) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      HttpResponse<byte[]> response = exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      response.headers().firstValue("Date").ifPresent(date -> setClock(channel, date));
      return new WhapiAnswer(
          response.statusCode(),
          new String(response.body(), StandardCharsets.UTF_8),
          response.headers().firstValue("Retry-After").orElse(null));
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

  private static void setClock(Channel channel, String date) {
    try {
      channel.providerTime(Instant.from(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)));
    } catch (DateTimeParseException _) {
      // Then the last known difference holds.
    }
  }
}
