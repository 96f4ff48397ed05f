package id.balas.auth.session;

import id.balas.auth.secret.SecretEncryption;
import id.balas.service.settings.InvalidSettingException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Creates the first signing key before the first request, creates the next ones in time, and
/// deletes keys whose last token has expired.
@Component
class KeyRotation implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private final SigningKeys keys;
  private final SecretEncryption encryption;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SessionProperties properties;
  private volatile Instant due = Instant.EPOCH;

  KeyRotation(
      SigningKeys keys,
      SecretEncryption encryption,
      TransactionTemplate transaction,
      Clock clock,
      SessionProperties properties,
      MeterRegistry metrics) {
    this.keys = keys;
    this.encryption = encryption;
    this.transaction = transaction;
    this.clock = clock;
    this.properties = properties;
    Gauge.builder(
            "balas.auth.signing.key.due", () -> Duration.between(clock.instant(), due).toSeconds())
        .baseUnit("seconds")
        .description("Time until the next signing key is due; far below 0 it is overdue")
        .register(metrics);
  }

  @Override
  public void afterSingletonsInstantiated() {
    withLock(() -> {
      List<SigningKey> present = keys.newestFirst();
      if (present.stream().anyMatch(key -> key.pair(encryption).isEmpty())) {
        throw new InvalidSettingException(
            "SECRET_KEY",
            "does not decrypt the signing keys in the database",
            "set SECRET_KEY_PREVIOUS to the secret that encrypted them, or delete the rows of auth.signing_keys");
      }
      present.forEach(key -> key.encryptAgain(encryption));
      if (present.isEmpty()) {
        add(clock.instant());
      }
    });
  }

  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
  void rotateWhereDue() {
    withLock(() -> {
      Instant next = keys.newestFirst().getFirst().signsFrom().plus(properties.signingKey());
      Instant announced = clock.instant().plus(properties.announceKey());
      if (!next.isAfter(announced)) {
        add(announced);
      }
      deleteExpired();
    });
  }

  /// Creates a key that signs after the announcement time, regardless of the present key's age.
  void rotate() {
    withLock(() -> add(clock.instant().plus(properties.announceKey())));
  }

  private void withLock(Runnable work) {
    Instant newest =
        transaction.execute(_ -> {
          keys.lock();
          work.run();
          return keys.newestFirst().getFirst().signsFrom();
        });
    due =
        Objects.requireNonNull(newest)
            .plus(properties.signingKey())
            .minus(properties.announceKey());
  }

  private void add(Instant signsFrom) {
    SigningKey key = keys.save(SigningKey.fresh(encryption, clock.instant(), signsFrom));
    log.info("Created signing key {}, which signs from {}", key.kid(), signsFrom);
  }

  // The last token of a key is signed just before the next key takes over.
  private void deleteExpired() {
    Instant lastUse = clock.instant().minus(properties.accessToken()).minus(MARGIN);
    keys.newestFirst().stream()
        .dropWhile(key -> key.signsFrom().isAfter(lastUse))
        .skip(1)
        .forEach(key -> {
          keys.delete(key);
          log.info("Deleted signing key {}", key.kid());
        });
  }
}
