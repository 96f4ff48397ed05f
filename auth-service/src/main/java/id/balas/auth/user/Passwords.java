package id.balas.auth.user;

import id.balas.auth.AuthProperties;
import id.balas.auth.RandomSecret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/// Hashes and compares passwords by bcrypt; the hashes of the Python backend are understood.
@Component
class Passwords {

  // As urgent as the first try of somebody unknown.
  private static final int USUAL = 1;
  // As in $2b$12$…
  private static final int COST_AT = 3;

  private final PasswordWork work;
  private final BCryptPasswordEncoder bcrypt;
  private final String cost;
  private final String nobodys;

  Passwords(PasswordWork work, AuthProperties properties) {
    this.work = work;
    this.bcrypt = new BCryptPasswordEncoder(properties.bcryptCost());
    this.cost = "$%02d$".formatted(properties.bcryptCost());
    this.nobodys = hashNow(RandomSecret.fresh());
  }

  /// The comparison's result, and a better hash where the stored one has another cost than the
  /// setting.
  record Checked(boolean matches, @Nullable String better) {}

  String hash(String password) {
    return work.run(USUAL, () -> hashNow(password));
  }

  boolean matches(String password, User user) {
    return check(USUAL, password, user).matches();
  }

  /// Takes as long where there is no such user.
  Checked check(int rank, String password, @Nullable User user) {
    return work.run(rank, () -> checkNow(password, user));
  }

  private Checked checkNow(String password, @Nullable User user) {
    boolean matches = bcrypt.matches(password, user == null ? nobodys : user.passwordHash());
    if (user == null || !matches) {
      return new Checked(false, null);
    }
    return new Checked(
        true, user.passwordHash().startsWith(cost, COST_AT) ? null : hashNow(password));
  }

  private String hashNow(String password) {
    return Objects.requireNonNull(bcrypt.encode(password));
  }
}
