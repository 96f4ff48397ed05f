package id.balas.bot.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import id.balas.bot.BotService;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the service and calls it as different users, with the front door's token.
final class ApiClient implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final ECKey key;
  private final HttpServer keySet;
  final ConfigurableApplicationContext service;

  record Answer(int status, JsonNode body, HttpResponse<String> whole) {
    String detail() {
      return body.path("detail").asString("");
    }
  }

  /// `settings` override the usual ones.
  ApiClient(String... settings) {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
      keySet = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    } catch (JOSEException | IOException e) {
      throw new IllegalStateException(e);
    }
    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
    keySet.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    keySet.start();
    service =
        new SpringApplicationBuilder(BotService.class)
            .run(
                withSettings(
                    settings,
                    List.of(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--BALAS_AUTH_URL=http://localhost:" + keySet.getAddress().getPort(),
                        "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                        "--DATABASE_URL=" + TestPostgres.newDatabase(),
                        "--balas.people.write=true",
                        "--balas.bot.look-at-clock-every=200ms")));
    // As an installation that has moved in already: ten seconds after its start, the service would
    // find the chats of a test, and decide about each once more.
    service
        .getBean(JdbcTemplate.class)
        .update("INSERT INTO bot.steps VALUES ('find-open-chats', now()) ON CONFLICT DO NOTHING");
  }

  private static String[] withSettings(String[] settings, List<String> usual) {
    List<String> all = new ArrayList<>(usual);
    for (String setting : settings) {
      all.removeIf(other -> other.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
      all.add(setting);
    }
    return all.toArray(String[]::new);
  }

  Answer get(String who, String path) throws Exception {
    return call(who, "GET", path, null, null);
  }

  /// Accepts this language only.
  Answer getIn(String language, String who, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token(who))
            .header("Accept-Language", language)
            .build();
    return answer(http.send(request, BodyHandlers.ofString()));
  }

  Answer call(
      @Nullable String who,
      String method,
      String path,
      @Nullable String body,
      @Nullable String idempotencyKey)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (who != null) {
      request.header("Authorization", "Bearer " + token(who));
    }
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return answer(http.send(request.build(), BodyHandlers.ofString()));
  }

  /// Sends a CSV file.
  Answer upload(String who, String path, String file) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .POST(BodyPublishers.ofString(file))
            .header("Content-Type", "text/csv")
            .header("Authorization", "Bearer " + token(who))
            .build();
    return answer(http.send(request, BodyHandlers.ofString()));
  }

  private static Answer answer(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return new Answer(
        answer.statusCode(),
        type.contains("json") && !type.contains("jsonl")
            ? JSON.readTree(answer.body())
            : JSON.createObjectNode(),
        answer);
  }

  /// The response body as it arrives. Nothing is read ahead of the caller, beside small buffers.
  InputStream open(String who, String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token(who))
                .build(),
            BodyHandlers.ofInputStream())
        .body();
  }

  /// The lines of the event stream as they arrive, until it is closed.
  Stream stream(String who, @Nullable String last) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/chats/stream"))
            .header("Authorization", "Bearer " + token(who));
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread reading =
        Thread.startVirtualThread(() -> {
          try {
            http.send(request.build(), BodyHandlers.ofLines()).body().forEach(lines::add);
          } catch (IOException | java.io.UncheckedIOException e) {
            lines.add("broken");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return new Stream(lines, reading);
  }

  record Stream(List<String> lines, Thread reading) implements AutoCloseable {
    String lastId() {
      return lines.stream()
          .filter(line -> line.startsWith("id:"))
          .reduce((_, next) -> next)
          .map(line -> line.substring(3).strip())
          .orElse("");
    }

    boolean tellsOf(String chat) {
      return lines.stream().anyMatch(line -> line.startsWith("data:") && line.contains(chat));
    }

    @Override
    public void close() {
      reading.interrupt();
    }
  }

  /// `siti:karyawan` is user and role; a scope may follow.
  private String token(String who) {
    String[] parts = who.split(":", 3);
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(),
              new JWTClaimsSet.Builder()
                  .issuer("balas-auth")
                  .audience("balas")
                  .subject("7")
                  .claim("role", parts[1])
                  .claim("scope", parts.length > 2 ? parts[2] : "chats:read chats:write")
                  .claim("name", parts[0])
                  .issueTime(Date.from(Instant.now()))
                  .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                  .build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create(
        "http://localhost:" + service.getEnvironment().getProperty("local.server.port") + path);
  }

  @Override
  public void close() {
    service.close();
    keySet.stop(0);
    http.close();
  }
}
