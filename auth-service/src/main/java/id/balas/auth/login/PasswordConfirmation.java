package id.balas.auth.login;

import id.balas.auth.access.Caller;
import id.balas.auth.audit.Audit;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import id.balas.service.web.ProblemException;
import org.springframework.stereotype.Component;

/// Requires the password before a change of credentials: an unattended page or a stolen token must
/// not be enough to take over an account.
@Component
class PasswordConfirmation {

  private final Users users;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final Audit audit;

  PasswordConfirmation(Users users, Passwords passwords, LoginThrottle throttle, Audit audit) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.audit = audit;
  }

  /// The caller's account, or 403 if the password is wrong.
  User confirm(Caller caller, String password, String address) {
    User user = users.get(Long.parseLong(caller.id()));
    LoginThrottle.Attempt attempt = throttle.take(user.username(), user.id(), address);
    if (!PasswordRule.isPossible(password) || !passwords.matches(password, user.passwordHash())) {
      audit.record(caller, "password.wrong", "user:" + user.id(), address, null);
      throw ProblemException.forbidden("The current password is wrong.");
    }
    throttle.giveBack(attempt);
    return user;
  }
}
