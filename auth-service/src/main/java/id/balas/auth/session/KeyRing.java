package id.balas.auth.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import id.balas.auth.secret.SecretEncryption;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Cache of decrypted signing keys, refreshed every 30 s, and at once for an unknown key: another
/// instance may have signed a token with a key that it has just created.
@Component
class KeyRing {

  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
  private static final Duration MAX_AGE = Duration.ofSeconds(30);
  // Limits the queries that tokens with invented key ids cause.
  private static final Duration MIN_AGE = Duration.ofSeconds(1);

  private final SigningKeys keys;
  private final SecretEncryption encryption;
  private final Clock clock;
  private volatile @Nullable Ring ring;

  private record Ring(Instant readAt, List<OpenKey> newestFirst) {}

  private record OpenKey(ECKey pair, Instant signsFrom) {}

  KeyRing(SigningKeys keys, SecretEncryption encryption, Clock clock) {
    this.keys = keys;
    this.encryption = encryption;
    this.clock = clock;
  }

  ECKey signer() {
    Instant now = clock.instant();
    return noOlderThan(MAX_AGE).newestFirst().stream()
        .filter(key -> !key.signsFrom().isAfter(now))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no signing key"))
        .pair();
  }

  /// The public key of a token's `kid`; an unknown one makes this instance reload the keys, at most
  /// once a second.
  Optional<PublicKey> verificationKey(@Nullable String kid) {
    return find(kid, noOlderThan(MAX_AGE))
        .or(() -> find(kid, noOlderThan(MIN_AGE)))
        .map(KeyRing::publicKey);
  }

  List<JWK> published() {
    return noOlderThan(MIN_AGE).newestFirst().stream()
        .<JWK>map(key -> key.pair().toPublicJWK())
        .toList();
  }

  private static Optional<ECKey> find(@Nullable String kid, Ring ring) {
    return ring.newestFirst().stream()
        .map(OpenKey::pair)
        .filter(pair -> pair.getKeyID().equals(kid))
        .findFirst();
  }

  private static PublicKey publicKey(ECKey pair) {
    try {
      return pair.toPublicKey();
    } catch (JOSEException e) {
      throw new IllegalStateException("Signing key " + pair.getKeyID() + " is unusable", e);
    }
  }

  private Ring noOlderThan(Duration age) {
    Ring present = ring;
    if (present != null && clock.instant().isBefore(present.readAt().plus(age))) {
      return present;
    }
    try {
      Ring read = read();
      ring = read;
      return read;
    } catch (DataAccessException | TransactionException e) {
      if (present == null) {
        throw e;
      }
      log.warn(
          "Signing keys not refreshed, keeping those of {}: {}", present.readAt(), e.toString());
      return present;
    }
  }

  // Skips keys that another instance has encrypted with a newer SECRET_KEY.
  private Ring read() {
    Instant readAt = clock.instant();
    return new Ring(
        readAt,
        keys.newestFirst().stream()
            .flatMap(key ->
                key.pair(encryption).map(pair -> new OpenKey(pair, key.signsFrom())).stream())
            .toList());
  }
}
