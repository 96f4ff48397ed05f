package id.balas.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import id.balas.auth.RunningService;
import id.balas.events.testing.TestPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// The key set as the other services fetch it, on a real database.
class JwksIT {

  private static final String KEY_SET = "/.well-known/jwks.json";

  @Test
  void servesThePublicKeyAlone() throws Exception {
    try (var service = RunningService.on(TestPostgres.newDatabase())) {
      HttpResponse<String> response = service.get(KEY_SET);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(response.headers().firstValue("Cache-Control")).contains("max-age=300, public");
      assertThat(JWKSet.parse(response.body()).getKeys())
          .singleElement()
          .satisfies(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyID()).isNotBlank();
            assertThat(key.getAlgorithm().getName()).isEqualTo("ES256");
            assertThat(key.getKeyUse().getValue()).isEqualTo("sig");
            assertThat(key.toECKey().getCurve()).isEqualTo(Curve.P_256);
          });
      assertThat(response.body()).doesNotContain("\"d\"");
    }
  }

  @Test
  void keepsItsKeyOverARestart() throws Exception {
    String database = TestPostgres.newDatabase();
    String before = keySetOfAServiceOn(database);

    assertThat(keySetOfAServiceOn(database)).isEqualTo(before);
  }

  @Test
  void hasOneKeyWhereTwoInstancesStartAtOnceOnAnEmptyDatabase() throws Exception {
    String database = TestPostgres.newDatabase();
    var second = CompletableFuture.supplyAsync(() -> RunningService.on(database));

    try (var one = RunningService.on(database);
        var other = second.get()) {
      assertThat(one.get(KEY_SET).body()).isEqualTo(other.get(KEY_SET).body());
      assertThat(JWKSet.parse(one.get(KEY_SET).body()).getKeys()).hasSize(1);
    }
  }

  @Test
  void verifiesWhatTheFrontDoorMints() {
    try (var service = RunningService.on(TestPostgres.newDatabase())) {
      String token =
          service
              .bean(FrontDoorToken.class)
              .mint("u1", "admin", List.of("chats:read", "chats:write"), "Siti");

      var jwt =
          NimbusJwtDecoder.withJwkSetUri(service.uri(KEY_SET))
              .jwsAlgorithm(SignatureAlgorithm.ES256)
              .build()
              .decode(token);

      assertThat(jwt.getHeaders()).containsKey("kid");
      assertThat(jwt.getClaimAsString("iss")).isEqualTo("balas-auth");
      assertThat(jwt.getAudience()).containsExactly("balas");
      assertThat(jwt.getSubject()).isEqualTo("u1");
      assertThat(jwt.getClaimAsString("role")).isEqualTo("admin");
      assertThat(jwt.getClaimAsString("scope")).isEqualTo("chats:read chats:write");
      assertThat(jwt.getClaimAsString("name")).isEqualTo("Siti");
      assertThat(Duration.between(jwt.getIssuedAt(), jwt.getExpiresAt())).hasSeconds(60);
    }
  }

  private static String keySetOfAServiceOn(String database) throws Exception {
    try (var service = RunningService.on(database)) {
      return service.get(KEY_SET).body();
    }
  }
}
