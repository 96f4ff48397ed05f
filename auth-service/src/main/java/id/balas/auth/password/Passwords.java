package id.balas.auth.password;

import id.balas.auth.secret.RandomSecret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/// Hashes and compares passwords by bcrypt; the hashes of the Python backend are understood.
@Component
public class Passwords {

  // As urgent as the first try of somebody unknown.
  private static final int USUAL = 1;
  // As in $2b$12$…
  private static final int COST_AT = 3;

  private final PasswordHashingPool work;
  private final BCryptPasswordEncoder bcrypt;
  private final String cost;
  private final String nobodys;

  Passwords(PasswordHashingPool work, PasswordProperties properties) {
    this.work = work;
    this.bcrypt = new BCryptPasswordEncoder(properties.bcryptCost());
    this.cost = "$%02d$".formatted(properties.bcryptCost());
    this.nobodys = hashNow(RandomSecret.fresh());
  }

  /// The comparison's result, and a better hash where the stored one has another cost than the
  /// setting.
  public record Checked(boolean matches, @Nullable String better) {}

  public String hash(String password) {
    return work.run(USUAL, () -> hashNow(password));
  }

  public boolean matches(String password, String storedHash) {
    return check(USUAL, password, storedHash).matches();
  }

  /// Takes as long where there is no such user.
  public Checked check(int rank, String password, @Nullable String storedHash) {
    return work.run(rank, () -> checkNow(password, storedHash));
  }

  private Checked checkNow(String password, @Nullable String storedHash) {
    boolean matches = bcrypt.matches(password, storedHash == null ? nobodys : storedHash);
    if (storedHash == null || !matches) {
      return new Checked(false, null);
    }
    return new Checked(true, storedHash.startsWith(cost, COST_AT) ? null : hashNow(password));
  }

  private String hashNow(String password) {
    return Objects.requireNonNull(bcrypt.encode(password));
  }
}
