package id.balas.auth.login;

import id.balas.auth.audit.Audit;
import id.balas.auth.factor.RecoveryCodes;
import id.balas.auth.factor.Totp;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.throttle.Place;
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
  private final RecoveryCodes recoveryCodes;
  private final Audit audit;
  private final MeterRegistry metrics;

  SignIn(
      Users users,
      Passwords passwords,
      LoginThrottle throttle,
      Totp totp,
      RecoveryCodes recoveryCodes,
      Audit audit,
      MeterRegistry metrics) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.totp = totp;
    this.recoveryCodes = recoveryCodes;
    this.audit = audit;
    this.metrics = metrics;
    Stream.of("ok", "wrong", "malformed", "disabled", "half", "slowed").forEach(this::counter);
  }

  /// The user, or 401 or 429. An incomplete or impossible login is a wrong one.
  User check(
      @Nullable String identifier, @Nullable String password, @Nullable String code, Place place) {
    if (identifier == null
        || !UserFields.canIdentify(identifier)
        || password == null
        || !PasswordRule.isPossible(password)) {
      throw failed("malformed", WRONG);
    }
    String who = identifier.strip();
    Optional<User> user = users.named(who);
    LoginThrottle.Attempt attempt = take(who, user.orElse(null), place);
    Passwords.Checked checked =
        throttle.run(
            attempt,
            () ->
                passwords.check(
                    attempt.rank(), password, user.map(User::passwordHash).orElse(null)));
    if (user.isEmpty() || !checked.matches()) {
      auditFailure(who, user.orElse(null), place);
      throw failed("wrong", WRONG);
    }
    User known = user.get();
    if (known.isDisabled()) {
      auditFailure(known, place, "disabled");
      throw failed("disabled", "The account is disabled. Ask an admin.");
    }
    checkCode(known, code, attempt, place);
    throttle.succeeded(attempt, known.id(), place);
    if (checked.newHash() != null) {
      users.rehash(known.id(), known.passwordHash(), checked.newHash());
    }
    return known;
  }

  private LoginThrottle.Attempt take(String who, @Nullable User user, Place place) {
    try {
      return throttle.take(who, user == null ? null : user.id(), place);
    } catch (ProblemException e) {
      count("slowed");
      throw e;
    }
  }

  // The name that was typed is not audited: for no account it may be a password, and for an account
  // its username is clearer.
  private void auditFailure(String typed, @Nullable User user, Place place) {
    if (user == null) {
      audit.recordUnknown(typed, "login.failed", place.address());
    } else {
      auditFailure(user, place, null);
    }
  }

  private void auditFailure(User user, Place place, @Nullable String detail) {
    audit.recordAnonymous(
        user.username(), "login.failed", "user:" + user.id(), place.address(), detail);
  }

  private void checkCode(
      User user, @Nullable String code, LoginThrottle.Attempt attempt, Place place) {
    if (!user.usesTotp()) {
      return;
    }
    if (code == null || code.isBlank()) {
      // A correct password without the code does not count as a failure.
      throttle.giveBack(attempt);
      throw failed("half", "The code of the authenticator app is missing. Send it as \"totp\".")
          .with("code", "totp_required");
    }
    if (RecoveryCodes.isPossible(code)) {
      checkRecoveryCode(user, code, place);
    } else if (!totp.accepts(user, code)) {
      auditFailure(user, place, "totp");
      throw failed("wrong", "The code of the authenticator app is wrong or was used before.")
          .with("code", "totp_wrong");
    }
  }

  private void checkRecoveryCode(User user, String code, Place place) {
    if (!recoveryCodes.use(user, code)) {
      auditFailure(user, place, "recovery code");
      throw failed("wrong", "The recovery code is wrong or was used before.")
          .with("code", "totp_wrong");
    }
    audit.recordAnonymous(
        user.username(),
        "recovery-code.used",
        "user:" + user.id(),
        place.address(),
        recoveryCodes.left(user.id()) + " left");
  }

  /// Throws a 401 if the account was changed during the login, such as its password.
  void requireUnchanged(User checked) {
    if (!users.isUnchanged(checked)) {
      throw failed("wrong", "The account was changed during the login. Sign in again.");
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
