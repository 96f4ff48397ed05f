package id.balas.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import id.balas.auth.Asvs;
import id.balas.auth.RunningService;
import id.balas.events.testing.TestPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// The key set that the other services fetch, on a real database.
@Tag("long")
class JwksIT {

  private static final String KEY_SET = "/.well-known/jwks.json";

  private final RunningService service = RunningService.shared();

  @Asvs("11.6.1")
  @Test
  void keySetHasOnlyPublicKeys() throws Exception {
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

  @Test
  void concurrentStartsCreateOneKeyThatSurvivesARestart() throws Exception {
    String database = TestPostgres.newDatabase();
    var second = CompletableFuture.supplyAsync(() -> RunningService.on(database));
    String keySet;

    try (var one = RunningService.on(database);
        var other = second.get()) {
      keySet = one.get(KEY_SET).body();
      assertThat(other.get(KEY_SET).body()).isEqualTo(keySet);
      assertThat(JWKSet.parse(keySet).getKeys()).hasSize(1);
    }
    try (var restarted = RunningService.on(database)) {
      assertThat(restarted.get(KEY_SET).body()).isEqualTo(keySet);
    }
  }

  @Test
  void keySetVerifiesFrontDoorTokens() {
    String token =
        service
            .bean(FrontDoorToken.class)
            .create("bot-service", "u1", "admin", List.of("chats:read", "chats:write"), "Siti");

    var jwt =
        NimbusJwtDecoder.withJwkSetUri(service.uri(KEY_SET))
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build()
            .decode(token);

    assertThat(jwt.getHeaders()).containsKey("kid");
    assertThat(jwt.getClaimAsString("iss")).isEqualTo("balas-auth");
    assertThat(jwt.getAudience()).containsExactly("balas", "bot-service");
    assertThat(jwt.getSubject()).isEqualTo("u1");
    assertThat(jwt.getClaimAsString("role")).isEqualTo("admin");
    assertThat(jwt.getClaimAsString("scope")).isEqualTo("chats:read chats:write");
    assertThat(jwt.getClaimAsString("name")).isEqualTo("Siti");
    assertThat(Duration.between(jwt.getIssuedAt(), jwt.getExpiresAt())).hasSeconds(60);
  }
}
