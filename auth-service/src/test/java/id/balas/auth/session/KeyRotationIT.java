package id.balas.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.events.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Key rotation under load, with two instances and a verifying service.
@Tag("long")
class KeyRotationIT {

  @Test
  void keyRotationFailsNoRequest() throws Exception {
    String database = TestPostgres.newDatabase();
    String[] settings = {"--ALGORITHM=ES256", "--balas.auth.announce-key=1s"};
    try (var one = RunningService.on(database, settings);
        var other = RunningService.on(database, settings);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Set<String> signers = ConcurrentHashMap.newKeySet();
      var goOn = new AtomicBoolean(true);
      // Configured like a service behind the front door.
      var decoder =
          NimbusJwtDecoder.withJwkSetUri(other.uri("/.well-known/jwks.json"))
              .jwsAlgorithm(SignatureAlgorithm.ES256)
              .build();
      FrontDoorToken frontDoor = one.bean(FrontDoorToken.class);
      Client first = Client.admin(one);
      var load =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(_ ->
                  threads.submit(() -> {
                    while (goOn.get()) {
                      signers.add(
                          kid(
                              first
                                  .login("admin", RunningService.PASSWORD)
                                  .is(200)
                                  .text("/access_token")));
                      first.get("/auth/me").is(200);
                      new Client(other, first.address(), first.header(), first.value())
                          .get("/auth/me")
                          .is(200);
                      decoder.decode(
                          frontDoor.create("bot-service", "1", "admin", Set.of(), "admin"));
                    }
                  }))
              .toList();

      for (int round = 1; round <= 3; round++) {
        int before = round;
        await().until(() -> signers.size() >= before || anyEnded(load));
        other.bean(KeyRotation.class).rotate();
        await()
            .until(() ->
                Client.stranger(one).get("/.well-known/jwks.json").json().path("keys").size()
                    > before);
      }
      await().until(() -> signers.size() >= 4 || anyEnded(load));
      goOn.set(false);
      for (Future<?> worker : load) {
        worker.get();
      }
      assertThat(signers).hasSize(4);
    }
  }

  private static boolean anyEnded(Iterable<Future<?>> load) {
    for (Future<?> worker : load) {
      if (worker.isDone()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void metricShowsWhenTheNextKeyIsDue() throws Exception {
    String metrics = RunningService.shared().getManagement("/actuator/prometheus").body();

    assertThat(
            metrics.lines().filter(line -> line.startsWith("balas_auth_signing_key_due_seconds")))
        .singleElement()
        .extracting(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) / 86_400)
        .satisfies(days -> assertThat(days).isBetween(29.0, 30.0));
  }

  @Asvs({"11.2.3", "11.3.2", "11.3.3"})
  @Test
  void keysAreStoredEncrypted() {
    JdbcClient jdbc = RunningService.shared().bean(JdbcClient.class);

    assertThat(jdbc.sql("SELECT sealed_jwk FROM auth.signing_keys").query(String.class).list())
        .isNotEmpty()
        .allSatisfy(sealed ->
            assertThat(new String(Base64.getDecoder().decode(sealed), StandardCharsets.ISO_8859_1))
                .hasSizeGreaterThan(100)
                .doesNotContain("\"kty\"", "P-256"));
  }

  private static String kid(String token) {
    try {
      return SignedJWT.parse(token).getHeader().getKeyID();
    } catch (ParseException e) {
      throw new IllegalStateException(token, e);
    }
  }
}
