package id.balas.system.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/// Logins of users and wrong guesses, from any address.
public final class Logins {

  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  // The device cookie of each address.
  private final Map<String, String> devices = new ConcurrentHashMap<>();

  public Logins(String url) {
    this.url = url;
  }

  /// The status is 0 when the connection broke.
  public record Answer(int status, double millis) {}

  public Answer signIn(String identifier, String password, String address) {
    long begun = System.nanoTime();
    HttpRequest.Builder login = login(identifier, password, address);
    String device = devices.get(address);
    if (device != null) {
      login.header("Cookie", device);
    }
    int status = status(login, address);
    return new Answer(status, (System.nanoTime() - begun) / 1e6);
  }

  private int status(HttpRequest.Builder request, String address) {
    try {
      HttpResponse<String> response = send(request);
      response
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(cookie -> devices.put(address, cookie.split(";", 2)[0]));
      return response.statusCode();
    } catch (UncheckedIOException _) {
      return 0;
    }
  }

  /// The access token of a new session.
  public String token(String username, String password) {
    String answer = send(login(username, password, "10.0.0.1")).body();
    var token = TOKEN.matcher(answer);
    if (!token.find()) {
      throw new IllegalStateException(username + " cannot sign in: " + answer);
    }
    return token.group(1);
  }

  public void register(String username, String adminsPassword) {
    var registered =
        send(
            post(
                    "/auth/register",
                    """
                    {"name":"%1$s","email":"%1$s@example.com","username":"%1$s","password":"%2$s","role":"karyawan"}\
                    """
                        .formatted(username, adminsPassword))
                .header("Authorization", "Bearer " + token("admin", adminsPassword)));
    if (registered.statusCode() != 201) {
      throw new IllegalStateException(username + " is not registered: " + registered.body());
    }
  }

  private HttpRequest.Builder login(String identifier, String password, String address) {
    return post(
            "/auth/login",
            "{\"identifier\":\"%s\",\"password\":\"%s\"}".formatted(identifier, password))
        .header("X-Forwarded-For", address);
  }

  private HttpRequest.Builder post(String path, String json) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  public static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
