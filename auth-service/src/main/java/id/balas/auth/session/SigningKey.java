package id.balas.auth.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import id.balas.auth.secret.SecretEncryption;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;

/// A key pair for `ES256`, sealed. It is published some time before it signs, so that who verifies
/// knows it by then, and some time after another took its place, for tokens that it has signed.
@Entity
@Table(name = "signing_keys", schema = "auth")
class SigningKey {

  @Id private String kid;

  @Column(name = "sealed_jwk")
  private String sealedJwk;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "signs_from")
  private Instant signsFrom;

  @SuppressWarnings("NullAway.Init")
  protected SigningKey() {}

  private SigningKey(
      ECKey pair, SecretEncryption encryption, Instant createdAt, Instant signsFrom) {
    this.kid = pair.getKeyID();
    this.sealedJwk = encryption.encrypt(pair.toJSONString(), purpose());
    this.createdAt = createdAt;
    this.signsFrom = signsFrom;
  }

  static SigningKey fresh(SecretEncryption encryption, Instant now, Instant signsFrom) {
    try {
      return new SigningKey(
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate(),
          encryption,
          now,
          signsFrom);
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM makes no P-256 keys", e);
    }
  }

  private String purpose() {
    return "signing key " + kid;
  }

  String kid() {
    return kid;
  }

  Instant signsFrom() {
    return signsFrom;
  }

  /// Empty where it was sealed with a `SECRET_KEY` that we do not have.
  Optional<ECKey> pair(SecretEncryption encryption) {
    return encryption.decrypt(sealedJwk, purpose()).map(this::parse);
  }

  void sealAnew(SecretEncryption encryption) {
    if (encryption.usesPreviousKey(sealedJwk, purpose())) {
      encryption
          .decrypt(sealedJwk, purpose())
          .ifPresent(jwk -> sealedJwk = encryption.encrypt(jwk, purpose()));
    }
  }

  private ECKey parse(String jwk) {
    try {
      return ECKey.parse(jwk);
    } catch (ParseException _) {
      // Without the cause, which quotes the key.
      throw new IllegalStateException("signing key " + kid + " is damaged");
    }
  }
}
