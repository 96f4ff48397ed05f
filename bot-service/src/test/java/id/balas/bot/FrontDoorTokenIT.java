package id.balas.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The backend accepts only the front door's own token. A 404 means that authentication succeeded.
class FrontDoorTokenIT {

  private static final ECKey KEY = key("k1");
  private static HttpServer keySet;
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() throws Exception {
    keySet = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(UTF_8);
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
                "--server.port=0",
                "--management.server.port=0",
                "--BALAS_AUTH_URL=http://localhost:" + keySet.getAddress().getPort(),
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--DATABASE_URL=" + TestPostgres.newDatabase());
  }

  @AfterAll
  static void stop() {
    service.close();
    keySet.stop(0);
  }

  @Test
  void frontDoorsTokenIsAccepted() throws Exception {
    assertThat(statusWith(signed(claims().build(), KEY, JWSAlgorithm.ES256))).isEqualTo(404);
  }

  @Test
  void requestsWithoutTokenAreRejected() throws Exception {
    assertThat(status(request().build())).isEqualTo(401);
    assertThat(statusWith("garbage")).isEqualTo(401);
  }

  @Test
  void expiredAndFutureTokensAreRejected() throws Exception {
    assertThat(
            statusWith(
                signed(
                    claims().expirationTime(in(Duration.ofMinutes(-5))).build(),
                    KEY,
                    JWSAlgorithm.ES256)))
        .isEqualTo(401);
    assertThat(
            statusWith(
                signed(
                    claims().notBeforeTime(in(Duration.ofMinutes(5))).build(),
                    KEY,
                    JWSAlgorithm.ES256)))
        .isEqualTo(401);
  }

  @Test
  void tokensOfOtherIssuersAndAudiencesAreRejected() throws Exception {
    assertThat(statusWith(signed(claims().issuer("somebody").build(), KEY, JWSAlgorithm.ES256)))
        .isEqualTo(401);
    assertThat(statusWith(signed(claims().audience("other").build(), KEY, JWSAlgorithm.ES256)))
        .isEqualTo(401);
    assertThat(
            statusWith(signed(claims().audience((String) null).build(), KEY, JWSAlgorithm.ES256)))
        .isEqualTo(401);
    assertThat(statusFor("balas", "sender-service")).isEqualTo(401);
    assertThat(statusFor("balas", "bot-service")).isEqualTo(404);
  }

  private static int statusFor(String... audience) throws Exception {
    return statusWith(
        signed(claims().audience(List.of(audience)).build(), KEY, JWSAlgorithm.ES256));
  }

  @Test
  void tokensWithoutTheScopeAreRejected() throws Exception {
    assertThat(statusOfLabels("chats:write chats:read")).isEqualTo(200);
    assertThat(statusOfLabels("chats:write deliveries")).isEqualTo(403);
    assertThat(statusOfLabels(null)).isEqualTo(403);
  }

  private static int statusOfLabels(@Nullable String scopes) throws Exception {
    String token = signed(claims().claim("scope", scopes).build(), KEY, JWSAlgorithm.ES256);
    return status(request("/labels").header("Authorization", "Bearer " + token).build());
  }

  @Test
  void foreignKeysAndAlgorithmsAreRejected() throws Exception {
    assertThat(statusWith(signed(claims().build(), key("k1"), JWSAlgorithm.ES256))).isEqualTo(401);
    assertThat(statusWith(signed(claims().build(), key("k2"), JWSAlgorithm.ES256))).isEqualTo(401);
    assertThat(statusWith(new PlainJWT(claims().build()).serialize())).isEqualTo(401);
    // Algorithm confusion: the public key used as an HMAC secret.
    var hmac = new MACSigner(KEY.toPublicJWK().toJSONString().getBytes(UTF_8));
    assertThat(statusWith(signed(claims().build(), hmac, JWSAlgorithm.HS256))).isEqualTo(401);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("balas-auth")
        .audience("balas")
        .subject("7")
        .claim("role", "admin")
        .claim("scope", "chats:read chats:write deliveries intake")
        .issueTime(in(Duration.ZERO))
        .expirationTime(in(Duration.ofSeconds(60)));
  }

  private static Date in(Duration time) {
    return Date.from(Instant.now().plus(time));
  }

  private static String signed(JWTClaimsSet claims, ECKey key, JWSAlgorithm algorithm)
      throws JOSEException {
    return signed(claims, new ECDSASigner(key), algorithm);
  }

  private static String signed(JWTClaimsSet claims, JWSSigner signer, JWSAlgorithm algorithm)
      throws JOSEException {
    var header = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID("k1").build();
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int statusWith(String token) throws Exception {
    return status(request().header("Authorization", "Bearer " + token).build());
  }

  private static int status(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private static HttpRequest.Builder request() {
    return request("/no-such-thing");
  }

  private static HttpRequest.Builder request(String path) {
    String port = service.getEnvironment().getProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }
}
