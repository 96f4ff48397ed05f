package id.balas.auth.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import id.balas.auth.secret.SecretProperties;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Creates and verifies access tokens, which a user sends with each request. Nimbus' JWT processor
/// verifies them; its key selector admits only the configured algorithm.
@Component
public class AccessTokens {

  private final KeyRing keys;
  private final Clock clock;
  private final Duration lifetime;
  private final JWSAlgorithm algorithm;
  private final List<SecretKey> secrets;
  private final JWTProcessor<SecurityContext> processor;

  public sealed interface Result {}

  public record Valid(long userId, UUID session) implements Result {}

  /// `reason` is a label of the metric and not shown to the caller.
  public record Invalid(String reason) implements Result {}

  AccessTokens(
      KeyRing keys, Clock clock, SessionProperties properties, SecretProperties secretProperties) {
    this.keys = keys;
    this.clock = clock;
    this.lifetime = properties.accessToken();
    this.algorithm = JWSAlgorithm.parse(properties.algorithm());
    this.secrets =
        Stream.of(secretProperties.secretKey(), secretProperties.previousSecretKey())
            .filter(text -> !text.isEmpty())
            .<SecretKey>map(
                text -> new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
            .toList();
    this.processor = processor((header, _) -> verificationKeys(header), clock);
  }

  public String create(long userId, UUID session) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(AccessTokenClaims.ISSUER)
            .audience(AccessTokenClaims.AUDIENCE)
            .subject("" + userId)
            .claim(AccessTokenClaims.SESSION, session.toString())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .build();
    try {
      if (algorithm.equals(JWSAlgorithm.HS256)) {
        return signed(new JWSHeader(algorithm), claims, new MACSigner(secrets.getFirst()));
      }
      ECKey pair = keys.signer();
      return signed(
          new JWSHeader.Builder(algorithm).keyID(pair.getKeyID()).build(),
          claims,
          new ECDSASigner(pair));
    } catch (JOSEException e) {
      throw new IllegalStateException("An access token could not be signed", e);
    }
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    var token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  public Result verify(String text) {
    SignedJWT token;
    try {
      token = SignedJWT.parse(text);
    } catch (ParseException | RuntimeException _) {
      // Nimbus throws a NullPointerException for a header that is null.
      return new Invalid("malformed");
    }
    if (!algorithm.equals(token.getHeader().getAlgorithm())) {
      return new Invalid("algorithm");
    }
    try {
      return valid(processor.process(token, null));
    } catch (AccessTokenClaims.RejectedClaimException e) {
      return new Invalid(e.reason());
    } catch (BadJWSException _) {
      return new Invalid("signature");
    } catch (BadJOSEException | JOSEException | ParseException | IllegalArgumentException _) {
      return new Invalid("malformed");
    }
  }

  private static Valid valid(JWTClaimsSet claims) throws ParseException {
    return new Valid(
        Long.parseLong(claims.getSubject()),
        UUID.fromString(claims.getStringClaim(AccessTokenClaims.SESSION)));
  }

  private static JWTProcessor<SecurityContext> processor(
      JWSKeySelector<SecurityContext> keySelector, Clock clock) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(keySelector);
    processor.setJWTClaimsSetVerifier(new AccessTokenClaims(clock));
    return processor;
  }

  // The configured algorithm alone decides which keys may verify: a token cannot choose.
  private List<? extends Key> verificationKeys(JWSHeader header) {
    if (!algorithm.equals(header.getAlgorithm())) {
      return List.of();
    }
    return algorithm.equals(JWSAlgorithm.HS256)
        ? secrets
        : keys.verificationKey(header.getKeyID()).stream().toList();
  }
}
