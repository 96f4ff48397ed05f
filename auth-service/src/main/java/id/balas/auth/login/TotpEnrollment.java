package id.balas.auth.login;

import id.balas.auth.Refused;
import id.balas.auth.access.Caller;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.user.AccountChanges;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Adds an authenticator app to an account. The secret takes effect when a first code confirms it.
@Component
class TotpEnrollment {

  private final PasswordConfirmation confirmation;
  private final Users users;
  private final LoginThrottle throttle;
  private final Totp totp;
  private final AccountChanges accounts;
  private final Clock clock;

  TotpEnrollment(
      PasswordConfirmation confirmation,
      Users users,
      LoginThrottle throttle,
      Totp totp,
      AccountChanges accounts,
      Clock clock) {
    this.confirmation = confirmation;
    this.users = users;
    this.throttle = throttle;
    this.totp = totp;
    this.accounts = accounts;
    this.clock = clock;
  }

  MeController.TotpOffer offer(Caller caller, @Nullable String password, String address) {
    User user = confirmation.confirm(caller, password, address);
    if (user.asksForTotp()) {
      throw Refused.conflict("An authenticator app is already in use. Turn it off first.");
    }
    byte[] secret = totp.freshSecret();
    accounts.changeOwn(
        caller, "totp.offered", address, account -> account.offerTotp(totp.seal(account, secret)));
    String text = Totp.base32(secret);
    String name = URLEncoder.encode(user.username(), StandardCharsets.UTF_8);
    return new MeController.TotpOffer(
        text, "otpauth://totp/Balas:" + name + "?secret=" + text + "&issuer=Balas");
  }

  void confirm(Caller caller, @Nullable String code, String address) {
    User user = users.get(Long.parseLong(caller.id()));
    if (user.asksForTotp() || user.totpSealed() == null) {
      throw Refused.conflict("There is no authenticator app to confirm.");
    }
    LoginThrottle.Turn turn = throttle.take(user.username(), user.id(), address);
    if (code == null || !totp.accepts(user, code)) {
      throw Refused.bad("The code is wrong or was used before. Wait for the next one.");
    }
    throttle.giveBack(turn);
    accounts.changeOwn(
        caller, "totp.confirmed", address, account -> account.confirmTotp(clock.instant()));
  }
}
