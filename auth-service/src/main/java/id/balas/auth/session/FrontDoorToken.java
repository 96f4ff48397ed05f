package id.balas.auth.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.springframework.stereotype.Component;

/// Creates the tokens that the front door sends to the other services for a caller. They expire
/// after 60 s, so they need no revocation.
@Component
public class FrontDoorToken {

  private static final Duration LIFETIME = Duration.ofSeconds(60);

  private final KeyRing keys;
  private final Clock clock;

  FrontDoorToken(KeyRing keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// `service` is the one that the token is for, `subject` the caller's id, `role` is `admin` or
  /// `karyawan`, `name` is the username.
  public String create(
      String service, String subject, String role, Collection<String> scopes, String name) {
    ECKey pair = keys.signer();
    Instant now = clock.instant();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(pair.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer("balas-auth")
                // Services of release 0.1.0 know the first one only.
                .audience(List.of("balas", service))
                .subject(subject)
                .claim("role", role)
                .claim("scope", String.join(" ", scopes))
                .claim("name", name)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build());
    return signed(token, pair);
  }

  private static String signed(SignedJWT token, ECKey pair) {
    try {
      token.sign(new ECDSASigner(pair));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("Signing key " + pair.getKeyID() + " cannot sign", e);
    }
  }
}
