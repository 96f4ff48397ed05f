package id.balas.auth.frontdoor;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Calls the other services, and says in three words why one did not answer.
@Component
public class BackendClient {

  private final HttpClient http;

  sealed interface Outcome {}

  public record Answered(HttpResponse<InputStream> response) implements Outcome {}

  /// It has not been asked.
  record Down() implements Outcome {}

  record Slow() implements Outcome {}

  /// It may have been asked and may have done it.
  record Broken() implements Outcome {}

  BackendClient(FrontDoorProperties properties) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(properties.connect())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  public static URI target(URI service, String rawPath, String rawQuery) {
    String base = service.getScheme() + "://" + service.getRawAuthority();
    return URI.create(base + rawPath + (rawQuery.isEmpty() ? "" : "?" + rawQuery));
  }

  public CompletableFuture<HttpResponse<InputStream>> begin(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofInputStream());
  }

  public static Outcome await(CompletableFuture<HttpResponse<InputStream>> begun)
      throws InterruptedException {
    try {
      return new Answered(begun.get());
    } catch (ExecutionException e) {
      return outcome(e.getCause());
    }
  }

  private static Outcome outcome(@Nullable Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _, ConnectException _ -> new Down();
      case HttpTimeoutException _ -> new Slow();
      case IOException _ -> new Broken();
      case CompletionException wrapped -> outcome(wrapped.getCause());
      case null, default ->
          throw new IllegalStateException("a call of another service failed", cause);
    };
  }
}
