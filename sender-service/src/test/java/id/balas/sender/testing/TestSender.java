package id.balas.sender.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
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
import id.balas.events.testing.TestKafka;
import id.balas.sender.SenderService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts the service with a real Kafka and a real PostgreSQL. The stubbed provider also serves the
/// front door's key set.
public final class TestSender {

  private static final ECKey KEY = key();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private TestSender() {}

  /// Starts a provider for one test class.
  public static WireMockServer provider() {
    var provider = new WireMockServer(options().dynamicPort());
    provider.start();
    provider.stubFor(
        get("/.well-known/jwks.json").willReturn(okJson(new JWKSet(KEY.toPublicJWK()).toString())));
    warmUp(provider);
    return provider;
  }

  // On a busy machine the first templated response takes longer than the service waits.
  private static void warmUp(WireMockServer provider) {
    provider.stubFor(
        post("/warm-up")
            .withRequestBody(matchingJsonPath("$.to", equalTo("x")))
            .willReturn(
                okJson("{\"id\":\"{{randomValue}}\"}").withTransformers("response-template")));
    var _ =
        send(
            HttpRequest.newBuilder(URI.create(provider.baseUrl() + "/warm-up"))
                .POST(BodyPublishers.ofString("{\"to\":\"x\"}")));
  }

  /// Stops the shared service and starts one with short timeouts. `settings` (`name=value`)
  /// override them.
  public static ConfigurableApplicationContext start(
      WireMockServer provider, String database, String... settings) {
    SharedSender.stop();
    return startAlone(provider, database, settings);
  }

  static ConfigurableApplicationContext startAlone(
      WireMockServer provider, String database, String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("server.port", "0");
    all.put("management.server.port", "0");
    all.put("BALAS_AUTH_URL", provider.baseUrl());
    all.put("KAFKA_BOOTSTRAP_SERVERS", TestKafka.bootstrapServers());
    all.put("DATABASE_URL", database);
    all.put("WHAPI_BASE_URL", provider.baseUrl());
    all.put("WHAPI_TOKEN", "a-token-of-this-test");
    all.put("balas.whapi.read-timeout", "1s");
    all.put("balas.whapi.connect-timeout", "500ms");
    all.put("balas.sender.unknown-wait", "3s");
    all.put("balas.people.write", "true");
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    String[] arguments =
        all.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    return new SpringApplicationBuilder(SenderService.class).run(arguments);
  }

  /// A request to the API of the service. Without a role it has no token.
  public static HttpRequest.Builder request(
      ConfigurableApplicationContext service, String path, @Nullable String role) {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port(service) + path));
    return role == null ? request : request.header("Authorization", "Bearer " + token(role));
  }

  public static int port(ConfigurableApplicationContext service) {
    return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  public static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A token as the front door issues it, for the user Siti (7).
  public static String token(String role) {
    return token(role, "7");
  }

  public static String token(String role, String user) {
    Instant now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("balas-auth")
            .audience("balas")
            .subject(user)
            .claim("name", "Siti")
            .claim("role", role.isEmpty() ? null : role)
            .claim("scope", "chats:read chats:write deliveries intake")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(60)))
            .build();
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY.getKeyID()).build(), claims);
      token.sign(new ECDSASigner(KEY));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("test").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
