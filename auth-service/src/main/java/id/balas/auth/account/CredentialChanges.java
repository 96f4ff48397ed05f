package id.balas.auth.account;

import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.auth.throttle.Place;
import id.balas.auth.user.AccountChanges;
import id.balas.auth.user.User;
import org.springframework.stereotype.Component;

/// Changes a user's own password and turns their authenticator app off.
@Component
class CredentialChanges {

  private final PasswordConfirmation confirmation;
  private final Passwords passwords;
  private final PasswordRule rule;
  private final AccountChanges accounts;

  CredentialChanges(
      PasswordConfirmation confirmation,
      Passwords passwords,
      PasswordRule rule,
      AccountChanges accounts) {
    this.confirmation = confirmation;
    this.passwords = passwords;
    this.rule = rule;
    this.accounts = accounts;
  }

  /// Ends all sessions but the caller's.
  void changePassword(
      CallerAuthentication authentication, String current, String fresh, Place place) {
    User user = confirmation.byPassword(authentication, current, place);
    rule.check("newPassword", fresh, user.username(), user.email(), user.name());
    String hash = passwords.hash(fresh);
    accounts.changeOwn(
        authentication.getPrincipal(),
        user,
        "password.changed",
        place.address(),
        account ->
            accounts.replacePassword(account, hash, "password changed", authentication.session()));
  }

  /// Ends all sessions but the caller's.
  void turnTotpOff(CallerAuthentication authentication, String password, Place place) {
    User user = confirmation.byPassword(authentication, password, place);
    accounts.changeOwn(
        authentication.getPrincipal(),
        user,
        "totp.turned-off",
        place.address(),
        account -> {
          accounts.forgetTotp(account);
          accounts.endSessions(account, "authenticator app removed", authentication.session());
        });
  }
}
