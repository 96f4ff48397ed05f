package id.balas.auth.login;

import id.balas.auth.Refused;
import id.balas.auth.audit.Audit;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.user.User;
import id.balas.auth.user.UserText;
import id.balas.auth.user.Users;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Verifies the credentials of a login. An unknown user and a wrong password get the same response
/// after the same work.
@Component
class SignIn {

  private final Users users;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final Totp totp;
  private final Audit audit;
  private final MeterRegistry metrics;

  SignIn(
      Users users,
      Passwords passwords,
      LoginThrottle throttle,
      Totp totp,
      Audit audit,
      MeterRegistry metrics) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.totp = totp;
    this.audit = audit;
    this.metrics = metrics;
    Stream.of("ok", "wrong", "malformed", "disabled", "half", "slowed").forEach(this::counter);
  }

  /// The user, or a refusal.
  User check(
      @Nullable String identifier,
      @Nullable String password,
      @Nullable String code,
      String address) {
    if (identifier == null
        || identifier.isBlank()
        || identifier.length() > 254
        || UserText.isUnprintable(identifier)
        || password == null
        || !PasswordRule.isPossible(password)) {
      throw failed("malformed", "Unknown user or wrong password.");
    }
    String who = identifier.strip();
    Optional<User> user = users.named(who);
    LoginThrottle.Turn turn = take(who, user.orElse(null), address);
    Passwords.Checked checked =
        passwords.check(turn.rank(), password, user.map(User::passwordHash).orElse(null));
    if (user.isEmpty() || !checked.matches()) {
      audit.recordOfStranger(
          who, "login.failed", user.map(known -> "user:" + known.id()).orElse(null), address, null);
      throw failed("wrong", "Unknown user or wrong password.");
    }
    User known = user.get();
    if (known.isDisabled()) {
      audit.recordOfStranger(who, "login.failed", "user:" + known.id(), address, "disabled");
      throw failed("disabled", "The account is disabled: ask an admin.");
    }
    checkCode(known, code, turn, address);
    throttle.succeeded(turn, known.id(), address);
    if (checked.better() != null) {
      users.rehash(known.id(), known.passwordHash(), checked.better());
    }
    return known;
  }

  private LoginThrottle.Turn take(String who, @Nullable User user, String address) {
    try {
      return throttle.take(who, user == null ? null : user.id(), address);
    } catch (Refused e) {
      count("slowed");
      throw e;
    }
  }

  private void checkCode(
      User user, @Nullable String code, LoginThrottle.Turn turn, String address) {
    if (!user.asksForTotp()) {
      return;
    }
    if (code == null || code.isBlank()) {
      // A correct password without the code does not count as a failure.
      throttle.giveBack(turn);
      throw failed("half", "The code of the authenticator app is missing: send it as totp.")
          .code("totp_required");
    }
    if (!totp.accepts(user, code)) {
      audit.recordOfStranger(user.username(), "login.failed", "user:" + user.id(), address, "totp");
      throw failed("wrong", "The code of the authenticator app is wrong or was used before.")
          .code("totp_wrong");
    }
  }

  /// Of a session that began.
  void count(String outcome) {
    counter(outcome).increment();
  }

  private Counter counter(String outcome) {
    return metrics.counter("balas.auth.logins", "outcome", outcome);
  }

  private Refused failed(String outcome, String sentence) {
    count(outcome);
    return Refused.unauthorized(sentence);
  }
}
