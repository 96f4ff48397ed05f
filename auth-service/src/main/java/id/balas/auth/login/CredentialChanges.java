package id.balas.auth.login;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.auth.user.AccountChanges;
import id.balas.auth.user.User;
import org.jspecify.annotations.Nullable;
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
      CallerAuthentication authentication,
      @Nullable String current,
      @Nullable String fresh,
      String address) {
    Caller caller = authentication.getPrincipal();
    User user = confirmation.confirm(caller, current, address);
    String checked = rule.checked(fresh, user.username(), user.email(), user.name());
    String hash = passwords.hash(checked);
    accounts.changeOwn(
        caller,
        "password.changed",
        address,
        account ->
            accounts.replacePassword(account, hash, "password changed", authentication.signIn()));
  }

  void turnTotpOff(Caller caller, @Nullable String password, String address) {
    confirmation.confirm(caller, password, address);
    accounts.changeOwn(caller, "totp.turned-off", address, User::forgetTotp);
  }
}
