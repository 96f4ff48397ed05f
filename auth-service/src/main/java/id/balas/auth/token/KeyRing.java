package id.balas.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
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

/// The opened keys of the moment. They are read again every half minute, and at once for a key that
/// is not known: an instance may meet a token that another signed with a key of its own making.
@Component
class KeyRing {

  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
  private static final Duration FRESH = Duration.ofSeconds(30);
  // A flood of invented key ids is not to become one of queries.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SigningKeys keys;
  private final Seal seal;
  private final Clock clock;
  private volatile @Nullable Ring ring;

  private record Ring(Instant readAt, List<OpenKey> newestFirst) {}

  private record OpenKey(ECKey pair, Instant signsFrom) {}

  KeyRing(SigningKeys keys, Seal seal, Clock clock) {
    this.keys = keys;
    this.seal = seal;
    this.clock = clock;
  }

  ECKey signer() {
    Instant now = clock.instant();
    return noOlderThan(FRESH).newestFirst().stream()
        .filter(key -> !key.signsFrom().isAfter(now))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no signing key"))
        .pair();
  }

  Optional<JWSVerifier> verifier(@Nullable String kid) {
    return find(kid, noOlderThan(FRESH))
        .or(() -> find(kid, noOlderThan(PAUSE)))
        .map(KeyRing::verifier);
  }

  List<JWK> published() {
    return noOlderThan(PAUSE).newestFirst().stream()
        .<JWK>map(key -> key.pair().toPublicJWK())
        .toList();
  }

  private static Optional<ECKey> find(@Nullable String kid, Ring ring) {
    return ring.newestFirst().stream()
        .map(OpenKey::pair)
        .filter(pair -> pair.getKeyID().equals(kid))
        .findFirst();
  }

  private static JWSVerifier verifier(ECKey pair) {
    try {
      return new ECDSAVerifier(pair);
    } catch (JOSEException e) {
      throw new IllegalStateException("signing key " + pair.getKeyID() + " does not verify", e);
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
          "Keeps the signing keys that were read at {}: the database does not answer",
          present.readAt());
      return present;
    }
  }

  // One that does not open is of an instance with a newer SECRET_KEY.
  private Ring read() {
    Instant readAt = clock.instant();
    return new Ring(
        readAt,
        keys.newestFirst().stream()
            .flatMap(key -> key.pair(seal).map(pair -> new OpenKey(pair, key.signsFrom())).stream())
            .toList());
  }
}
