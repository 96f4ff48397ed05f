package id.balas.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.balas.auth.AuthProperties;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The token that a signed-in person shows with each request. The algorithm is ours to say, never
/// the token's. Its audience is not that of the front door's own token, so that neither passes for
/// the other.
@Component
public class AccessTokens {

  private static final String ISSUER = "balas-auth";
  private static final String AUDIENCE = "balas-dashboard";
  // What the clocks of two instances may differ by.
  private static final Duration SKEW = Duration.ofSeconds(10);

  private final KeyRing keys;
  private final Clock clock;
  private final Duration lifetime;
  private final JWSAlgorithm algorithm;
  private final byte[] secret;
  private final List<byte[]> secrets;

  /// What a token says.
  public sealed interface Reading {}

  public record Genuine(long userId, UUID signIn) implements Reading {}

  /// `reason` is a word for the metrics, nothing for the caller.
  public record NotOurs(String reason) implements Reading {}

  AccessTokens(KeyRing keys, Clock clock, AuthProperties properties) {
    this.keys = keys;
    this.clock = clock;
    this.lifetime = properties.accessToken();
    this.algorithm = JWSAlgorithm.parse(properties.algorithm());
    this.secret = properties.secretKey().getBytes(StandardCharsets.UTF_8);
    this.secrets =
        Stream.of(properties.secretKey(), properties.previousSecretKey())
            .filter(text -> !text.isEmpty())
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();
  }

  public String mint(long userId, UUID signIn) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject("" + userId)
            .claim("sid", signIn.toString())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .build();
    try {
      if (algorithm.equals(JWSAlgorithm.HS256)) {
        return signed(new JWSHeader(algorithm), claims, new MACSigner(secret));
      }
      ECKey pair = keys.signer();
      return signed(
          new JWSHeader.Builder(algorithm).keyID(pair.getKeyID()).build(),
          claims,
          new ECDSASigner(pair));
    } catch (JOSEException e) {
      throw new IllegalStateException("no access token can be signed", e);
    }
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    var token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  public Reading read(String text) {
    return parse(text).map(this::read).orElseGet(() -> new NotOurs("malformed"));
  }

  private static Optional<SignedJWT> parse(String text) {
    try {
      return Optional.of(SignedJWT.parse(text));
    } catch (ParseException | RuntimeException _) {
      // Of a header that is null Nimbus makes a NullPointerException.
      return Optional.empty();
    }
  }

  private Reading read(SignedJWT token) {
    try {
      if (!algorithm.equals(token.getHeader().getAlgorithm())) {
        return new NotOurs("algorithm");
      }
      for (JWSVerifier verifier : verifiers(token)) {
        if (token.verify(verifier)) {
          return judge(token.getJWTClaimsSet());
        }
      }
      return new NotOurs("signature");
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return new NotOurs("malformed");
    }
  }

  private List<JWSVerifier> verifiers(SignedJWT token) throws JOSEException {
    if (!algorithm.equals(JWSAlgorithm.HS256)) {
      return keys.verifier(token.getHeader().getKeyID()).stream().toList();
    }
    var verifiers = Stream.<JWSVerifier>builder();
    for (byte[] known : secrets) {
      verifiers.add(new MACVerifier(known));
    }
    return verifiers.build().toList();
  }

  private Reading judge(JWTClaimsSet claims) throws ParseException {
    if (!ISSUER.equals(claims.getIssuer()) || !claims.getAudience().equals(List.of(AUDIENCE))) {
      return new NotOurs("audience");
    }
    Instant now = clock.instant();
    if (claims.getIssueTime() == null || isAfter(claims.getIssueTime(), now.plus(SKEW))) {
      return new NotOurs("future");
    }
    if (claims.getExpirationTime() == null || !isAfter(claims.getExpirationTime(), now)) {
      return new NotOurs("expired");
    }
    String signIn = claims.getStringClaim("sid");
    if (claims.getSubject() == null || signIn == null) {
      return new NotOurs("malformed");
    }
    return new Genuine(Long.parseLong(claims.getSubject()), UUID.fromString(signIn));
  }

  private static boolean isAfter(Date date, Instant moment) {
    return date.toInstant().isAfter(moment);
  }
}
