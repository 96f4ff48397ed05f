package id.balas.ingest.whapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/// One call to the provider within its time limit, to the last byte.
@Component
class WhapiHttp {

  private static final long LARGEST_ANSWER = 16 * 1024 * 1024;

  private final String baseUrl;
  private final Duration limit;
  private final HttpClient http;

  WhapiHttp(WhapiProperties settings) {
    this.baseUrl = settings.baseUrl().toString().replaceFirst("/+$", "");
    this.limit = settings.longestCall();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  HttpRequest.Builder request(String token, String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json");
  }

  WhapiAnswer send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      HttpResponse<byte[]> answer = exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return new WhapiAnswer(
          answer.statusCode(),
          answer.body(),
          answer.headers().firstValue("Retry-After").orElse(null),
          answer.headers().firstValue("Date").map(WhapiAnswer::date).orElse(null));
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
