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

/// HTTP client for the other services. An [Outcome] is a response, or the reason why none came.
@Component
public class BackendClient {

  private final HttpClient http;

  sealed interface Outcome {}

  public record Answered(HttpResponse<InputStream> response) implements Outcome {}

  /// No connection: the service did not get the request.
  record Down() implements Outcome {}

  /// No response in time: the service may still do it.
  record Slow() implements Outcome {}

  /// The connection broke: the service may have done it.
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

  public CompletableFuture<HttpResponse<InputStream>> send(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofInputStream());
  }

  public static Outcome await(CompletableFuture<HttpResponse<InputStream>> response)
      throws InterruptedException {
    try {
      return new Answered(response.get());
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
          throw new IllegalStateException("The call of another service failed", cause);
    };
  }
}
