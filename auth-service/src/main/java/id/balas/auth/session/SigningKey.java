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

/// An encrypted key pair for `ES256`. It is published before it signs, so that other services have
/// it in time, and after it is replaced, until its last token expires.
@Entity
@Table(name = "signing_keys", schema = "auth")
class SigningKey {

  @Id private String kid;

  @Column(name = "sealed_jwk")
  private String encryptedJwk;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "signs_from")
  private Instant signsFrom;

  @SuppressWarnings("NullAway.Init")
  protected SigningKey() {}

  private SigningKey(
      ECKey pair, SecretEncryption encryption, Instant createdAt, Instant signsFrom) {
    this.kid = pair.getKeyID();
    this.encryptedJwk = encryption.encrypt(pair.toJSONString(), purpose());
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
      throw new IllegalStateException("This JVM cannot create P-256 keys", e);
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

  /// Empty if neither of our secrets encrypted it.
  Optional<ECKey> pair(SecretEncryption encryption) {
    return encryption.decrypt(encryptedJwk, purpose()).map(this::parse);
  }

  void encryptAgain(SecretEncryption encryption) {
    if (encryption.usesPreviousKey(encryptedJwk, purpose())) {
      encryption
          .decrypt(encryptedJwk, purpose())
          .ifPresent(jwk -> encryptedJwk = encryption.encrypt(jwk, purpose()));
    }
  }

  private ECKey parse(String jwk) {
    try {
      return ECKey.parse(jwk);
    } catch (ParseException _) {
      // Without the cause, whose message contains the private key.
      throw new IllegalStateException("Signing key " + kid + " is damaged");
    }
  }
}
