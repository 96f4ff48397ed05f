package id.balas.auth.password;

import id.balas.auth.secret.RandomSecret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/// Hashes and verifies passwords with bcrypt. Hashes of the Python backend are valid.
@Component
public class Passwords {

  // The rank of a first login at a new address.
  private static final int USUAL = 1;
  // The index of the cost in $2b$12$…
  private static final int COST_AT = 3;

  private final PasswordHashingPool pool;
  private final BCryptPasswordEncoder bcrypt;
  private final String cost;
  private final String dummyHash;

  Passwords(PasswordHashingPool pool, PasswordProperties properties) {
    this.pool = pool;
    this.bcrypt = new BCryptPasswordEncoder(properties.bcryptCost());
    this.cost = "$%02d$".formatted(properties.bcryptCost());
    this.dummyHash = hashNow(RandomSecret.fresh());
  }

  /// `newHash` replaces the stored hash if that has another cost than the setting.
  public record Checked(boolean matches, @Nullable String newHash) {}

  public String hash(String password) {
    return pool.run(USUAL, () -> hashNow(password));
  }

  public boolean matches(String password, String storedHash) {
    return check(USUAL, password, storedHash).matches();
  }

  /// Takes as long for an unknown user, whose `storedHash` is null.
  public Checked check(int rank, String password, @Nullable String storedHash) {
    return pool.run(rank, () -> checkNow(password, storedHash));
  }

  private Checked checkNow(String password, @Nullable String storedHash) {
    boolean matches = bcrypt.matches(password, storedHash == null ? dummyHash : storedHash);
    if (storedHash == null || !matches) {
      return new Checked(false, null);
    }
    return new Checked(true, storedHash.startsWith(cost, COST_AT) ? null : hashNow(password));
  }

  private String hashNow(String password) {
    return Objects.requireNonNull(bcrypt.encode(password));
  }
}
