package id.balas.auth.account;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.audit.Audit;
import id.balas.auth.factor.Totp;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.auth.session.Sessions;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.throttle.Place;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import id.balas.service.web.ProblemException;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// Checks the password, or a code of the authenticator app, of a signed-in user before a sensitive
/// action: an unattended page or a stolen token must not be enough to take over an account. A
/// success confirms the session.
@Component
class PasswordConfirmation {

  private final Users users;
  private final Passwords passwords;
  private final Totp totp;
  private final Sessions sessions;
  private final LoginThrottle throttle;
  private final Audit audit;

  PasswordConfirmation(
      Users users,
      Passwords passwords,
      Totp totp,
      Sessions sessions,
      LoginThrottle throttle,
      Audit audit) {
    this.users = users;
    this.passwords = passwords;
    this.totp = totp;
    this.sessions = sessions;
    this.throttle = throttle;
    this.audit = audit;
  }

  /// The caller's account, or 403 if the password is wrong.
  User byPassword(CallerAuthentication caller, String password, Place place) {
    return confirm(
        caller,
        place,
        user ->
            PasswordRule.isPossible(password) && passwords.matches(password, user.passwordHash()),
        "password.wrong",
        "The current password is wrong.");
  }

  /// The caller's account, or 403 if the code is wrong.
  User byCode(CallerAuthentication caller, String code, Place place) {
    return confirm(
        caller,
        place,
        user -> user.usesTotp() && totp.accepts(user, code),
        "totp.wrong",
        "The code of the authenticator app is wrong or was used before.");
  }

  private User confirm(
      CallerAuthentication authentication,
      Place place,
      Predicate<User> isRight,
      String failure,
      String sentence) {
    Caller caller = authentication.getPrincipal();
    User user = users.get(Long.parseLong(caller.id()));
    LoginThrottle.Attempt attempt = throttle.take(user.username(), user.id(), place);
    if (!throttle.run(attempt, () -> isRight.test(user))) {
      audit.record(caller, failure, "user:" + user.id(), place.address(), null);
      throw ProblemException.forbidden(sentence);
    }
    throttle.giveBack(attempt);
    sessions.confirm(authentication.session());
    return user;
  }
}
