package id.balas.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Invalid access tokens. Each differs from a valid one in one respect.
class TokenIT {

  private static RunningService hs256;
  private static RunningService es256;
  private static SignedJWT good;
  private static SignedJWT goodEs256;

  @BeforeAll
  static void start() throws Exception {
    hs256 = RunningService.shared();
    es256 = RunningService.sharedEs256();
    good = SignedJWT.parse(tokenOf(hs256));
    goodEs256 = SignedJWT.parse(tokenOf(es256));
  }

  private static String tokenOf(RunningService service) {
    return Client.stranger(service)
        .login("admin", RunningService.PASSWORD)
        .is(200)
        .text("/access_token");
  }

  private static int status(RunningService service, String token) {
    return Client.stranger(service).bearer(token).get("/auth/me").status();
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    var token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private static String like(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    return signed(
        new JWSHeader(JWSAlgorithm.HS256),
        change.apply(new JWTClaimsSet.Builder(good.getJWTClaimsSet())).build(),
        new MACSigner(RunningService.SECRET_KEY));
  }

  private static Date inMinutes(int minutes) {
    return Date.from(Instant.now().plusSeconds(60L * minutes));
  }

  @Asvs("7.2.1")
  @Test
  void validTokensAreAccepted() throws Exception {
    assertThat(status(hs256, good.serialize())).isEqualTo(200);
    assertThat(status(hs256, like(claims -> claims))).isEqualTo(200);
    assertThat(status(es256, goodEs256.serialize())).isEqualTo(200);
    assertThat(goodEs256.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
  }

  @Asvs("9.1.1")
  @Test
  void unsignedTokensAreRefused() throws Exception {
    assertThat(status(hs256, new PlainJWT(good.getJWTClaimsSet()).serialize())).isEqualTo(401);
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      String header = base64("{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}");
      assertThat(status(hs256, header + "." + good.getPayload().toBase64URL() + "."))
          .isEqualTo(401);
      assertThat(status(es256, header + "." + goodEs256.getPayload().toBase64URL() + "."))
          .isEqualTo(401);
    }
    String[] parts = good.serialize().split("\\.", -1);
    assertThat(status(hs256, parts[0] + "." + parts[1] + ".")).isEqualTo(401);
    assertThat(status(hs256, parts[0] + "." + parts[1])).isEqualTo(401);
  }

  @Asvs({"9.1.1", "9.1.3"})
  @Test
  void tokensOfForeignKeysAreRefused() throws Exception {
    var foreign = new MACSigner("another-secret-key-of-more-than-32-bytes");
    assertThat(
            status(
                hs256, signed(new JWSHeader(JWSAlgorithm.HS256), good.getJWTClaimsSet(), foreign)))
        .isEqualTo(401);

    var pair = new ECKeyGenerator(Curve.P_256).keyID(goodEs256.getHeader().getKeyID()).generate();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(pair.getKeyID())
            .jwk(pair.toPublicJWK())
            .build();
    assertThat(status(es256, signed(header, goodEs256.getJWTClaimsSet(), new ECDSASigner(pair))))
        .isEqualTo(401);
  }

  @Asvs("9.1.2")
  @Test
  void tokensOfAnotherAlgorithmAreRefused() throws Exception {
    // Attack: the published key as the secret of HS256.
    String published = Client.stranger(es256).get("/.well-known/jwks.json").body();
    var key = JWKSet.parse(published).getKeys().getFirst().toECKey();
    for (byte[] secret :
        List.of(
            key.toECPublicKey().getEncoded(),
            key.toJSONString().getBytes(StandardCharsets.UTF_8),
            ("-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(key.toECPublicKey().getEncoded()))
                .getBytes(StandardCharsets.UTF_8),
            RunningService.SECRET_KEY.getBytes(StandardCharsets.UTF_8))) {
      var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build();
      assertThat(status(es256, signed(header, goodEs256.getJWTClaimsSet(), new MACSigner(secret))))
          .isEqualTo(401);
    }
    String longer = RunningService.SECRET_KEY.repeat(2);
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
      assertThat(
              status(
                  hs256,
                  signed(new JWSHeader(algorithm), good.getJWTClaimsSet(), new MACSigner(longer))))
          .isEqualTo(401);
    }
    assertThat(status(hs256, goodEs256.serialize())).isEqualTo(401);
  }

  @Asvs("9.2.2")
  @Test
  void frontDoorTokenIsNoAccessToken() {
    String inner =
        es256
            .bean(FrontDoorToken.class)
            .create("bot-service", "1", "admin", Set.of("chats:read"), "admin");

    assertThat(status(es256, inner)).isEqualTo(401);
    assertThat(status(hs256, inner)).isEqualTo(401);
  }

  @Asvs("9.2.1")
  @Test
  void expiredAndFutureTokensAreRefused() throws Exception {
    assertThat(
            status(
                hs256,
                like(claims -> claims.issueTime(inMinutes(-40)).expirationTime(inMinutes(-1)))))
        .isEqualTo(401);
    assertThat(status(hs256, like(claims -> claims.issueTime(inMinutes(5))))).isEqualTo(401);
    assertThat(status(hs256, like(claims -> claims.expirationTime(null)))).isEqualTo(401);
    assertThat(status(hs256, like(claims -> claims.issueTime(null)))).isEqualTo(401);
  }

  @Asvs({"9.2.3", "10.3.1"})
  @Test
  void tokensWithForeignClaimsAreRefused() throws Exception {
    assertThat(status(hs256, like(claims -> claims.issuer("somebody")))).isEqualTo(401);
    assertThat(status(hs256, like(claims -> claims.audience("balas")))).isEqualTo(401);
    assertThat(status(hs256, like(claims -> claims.subject("2")))).isEqualTo(401);
    assertThat(status(hs256, like(claims -> claims.subject("x")))).isEqualTo(401);
    assertThat(status(hs256, like(claims -> claims.claim("sid", UUID.randomUUID().toString()))))
        .isEqualTo(401);
    assertThat(status(hs256, like(claims -> claims.claim("sid", null)))).isEqualTo(401);
    assertThat(status(hs256, like(claims -> claims.claim("sid", 7)))).isEqualTo(401);
  }

  @Test
  void unknownCriticalHeadersAreRefused() throws Exception {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(JOSEObjectType.JWT)
            .criticalParams(Set.of("x"))
            .customParam("x", "y")
            .build();
    assertThat(
            status(
                hs256,
                signed(header, good.getJWTClaimsSet(), new MACSigner(RunningService.SECRET_KEY))))
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        ".",
        "..",
        "...",
        "a.b.c",
        "e30.e30.",
        "bnVsbA.bnVsbA.x",
        "balas_",
        "balas_x_y",
        "%00",
        "{}"
      })
  void malformedTokensAreRefused(String garbage) {
    assertThat(status(hs256, garbage)).isEqualTo(401);
    assertThat(status(es256, garbage)).isEqualTo(401);
  }

  @Asvs("15.3.7")
  @Test
  void tokenAndKeyTogetherAreRefused() {
    String key = key();
    // The token alone opens the one, the key alone the other.
    for (String path : List.of("/auth/me", "/chats")) {
      var both =
          Client.stranger(hs256)
              .bearer(good.serialize())
              .send("GET", path, null, "X-API-Key", key)
              .is(401);
      assertThat(both.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }
  }

  private static String key() {
    return Client.admin(hs256)
        .post("/api-keys", "{\"name\":\"crm\",\"scopes\":[\"chats:read\"]}")
        .is(201)
        .text("/key");
  }

  @Asvs("15.3.7")
  @Test
  void repeatedCredentialHeadersAreRefused() {
    Client admin = Client.admin(hs256);
    admin.get("/auth/me").is(200);
    String own = java.util.Objects.requireNonNull(admin.value());

    admin.send("GET", "/auth/me", null, "Authorization", own).is(401);
    admin.send("GET", "/auth/me", null, "Authorization", "Basic eDp5").is(401);
  }

  @Asvs("14.2.1")
  @Test
  void tokensInTheUrlAreIgnored() {
    List<String> credentials = List.of(good.serialize(), key());
    for (String name : List.of("access_token", "token", "api_key", "X-API-Key")) {
      for (String credential : credentials) {
        Client.stranger(hs256).get("/chats?" + name + "=" + credential).is(401);
      }
    }
  }

  @Test
  void secretKeyIsNeverPublished() {
    for (RunningService service : List.of(hs256, es256)) {
      String keys = Client.stranger(service).get("/.well-known/jwks.json").body();
      assertThat(keys).contains("\"EC\"").doesNotContain("\"oct\"", "\"k\"", "\"d\"", "HS256");
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
