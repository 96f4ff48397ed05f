package id.balas.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.text.ParseException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key pair for `ES256`. One is active: it signs. A retired one is still published, for tokens that it has signed.
@Entity
@Table(name = "signing_keys", schema = "auth")
class SigningKey {

  @Id private String kid;

  /// The whole key pair as a JWK: a secret.
  private String jwk;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "retired_at")
  private @Nullable Instant retiredAt;

  @SuppressWarnings("NullAway.Init")
  protected SigningKey() {}

  private SigningKey(ECKey pair, Instant createdAt) {
    this.kid = pair.getKeyID();
    this.jwk = pair.toJSONString();
    this.createdAt = createdAt;
  }

  static SigningKey fresh(Instant now) {
    try {
      return new SigningKey(
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate(),
          now);
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM makes no P-256 keys", e);
    }
  }

  String kid() {
    return kid;
  }

  String jwk() {
    return jwk;
  }

  Instant createdAt() {
    return createdAt;
  }

  ECKey pair() {
    try {
      return ECKey.parse(jwk);
    } catch (ParseException _) {
      // Without the cause, which quotes the key.
      throw new IllegalStateException("signing key " + kid + " is damaged");
    }
  }
}
