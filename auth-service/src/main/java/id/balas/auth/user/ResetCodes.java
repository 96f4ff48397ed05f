package id.balas.auth.user;

import id.balas.auth.secret.KeyedHash;
import id.balas.auth.secret.RandomSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// One-time codes for a new password. They are short, because an admin reads them aloud, so only a
/// keyed hash is stored: all codes could be tried against a plain one within a day.
@Component
public class ResetCodes {

  // 50 bits: the login throttle allows far too few guesses.
  private static final int LENGTH = 10;

  private final KeyedHash hashes;
  private final Clock clock;

  ResetCodes(KeyedHash hashes, Clock clock) {
    this.hashes = hashes;
    this.clock = clock;
  }

  /// A new code, which replaces an earlier one of the user.
  public Offered offer(User user, Duration lifetime) {
    String code = RandomSecret.spoken(LENGTH);
    Instant expiresAt = clock.instant().plus(lifetime);
    user.offerReset(hashes.hash(code, purpose(user)), expiresAt);
    return new Offered(code, expiresAt);
  }

  public record Offered(String code, Instant expiresAt) {}

  /// Whether it is the user's code and neither used nor expired.
  public boolean isOpen(User user, String code) {
    String hash = user.openReset(clock.instant());
    return hash != null && hashes.matches(code, purpose(user), hash);
  }

  /// Whether the user has a code that is neither used nor expired.
  public boolean hasOpen(User user) {
    return user.openReset(clock.instant()) != null;
  }

  private static String purpose(User user) {
    return "reset code of user " + user.id();
  }
}
