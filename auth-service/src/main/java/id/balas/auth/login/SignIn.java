package id.balas.auth.login;

import id.balas.auth.audit.Audit;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.user.User;
import id.balas.auth.user.UserFields;
import id.balas.auth.user.Users;
import id.balas.service.web.ProblemException;
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

  private static final String WRONG = "Unknown user or wrong password.";

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

  /// The user, or 401 or 429. An incomplete or impossible login is a wrong one.
  User check(
      @Nullable String identifier,
      @Nullable String password,
      @Nullable String code,
      String address) {
    if (identifier == null
        || !UserFields.canIdentify(identifier)
        || password == null
        || !PasswordRule.isPossible(password)) {
      throw failed("malformed", WRONG);
    }
    String who = identifier.strip();
    Optional<User> user = users.named(who);
    LoginThrottle.Attempt attempt = take(who, user.orElse(null), address);
    Passwords.Checked checked =
        passwords.check(attempt.rank(), password, user.map(User::passwordHash).orElse(null));
    if (user.isEmpty() || !checked.matches()) {
      audit.recordAnonymous(
          who, "login.failed", user.map(known -> "user:" + known.id()).orElse(null), address, null);
      throw failed("wrong", WRONG);
    }
    User known = user.get();
    if (known.isDisabled()) {
      audit.recordAnonymous(who, "login.failed", "user:" + known.id(), address, "disabled");
      throw failed("disabled", "The account is disabled. Ask an admin.");
    }
    checkCode(known, code, attempt, address);
    throttle.succeeded(attempt, known.id(), address);
    if (checked.newHash() != null) {
      users.rehash(known.id(), known.passwordHash(), checked.newHash());
    }
    return known;
  }

  private LoginThrottle.Attempt take(String who, @Nullable User user, String address) {
    try {
      return throttle.take(who, user == null ? null : user.id(), address);
    } catch (ProblemException e) {
      count("slowed");
      throw e;
    }
  }

  private void checkCode(
      User user, @Nullable String code, LoginThrottle.Attempt attempt, String address) {
    if (!user.usesTotp()) {
      return;
    }
    if (code == null || code.isBlank()) {
      // A correct password without the code does not count as a failure.
      throttle.giveBack(attempt);
      throw failed("half", "The code of the authenticator app is missing. Send it as \"totp\".")
          .with("code", "totp_required");
    }
    if (!totp.accepts(user, code)) {
      audit.recordAnonymous(user.username(), "login.failed", "user:" + user.id(), address, "totp");
      throw failed("wrong", "The code of the authenticator app is wrong or was used before.")
          .with("code", "totp_wrong");
    }
  }

  void count(String outcome) {
    counter(outcome).increment();
  }

  private Counter counter(String outcome) {
    return metrics.counter("balas.auth.logins", "outcome", outcome);
  }

  private ProblemException failed(String outcome, String sentence) {
    count(outcome);
    return ProblemException.unauthorized(sentence);
  }
}
