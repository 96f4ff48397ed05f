package id.balas.auth.account;

import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.audit.Audit;
import id.balas.auth.factor.Totp;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.throttle.Place;
import id.balas.auth.user.AccountChanges;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import id.balas.service.web.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.springframework.stereotype.Component;

/// Adds an authenticator app to an account. The secret takes effect when a first code confirms it.
@Component
class TotpEnrollment {

  private final PasswordConfirmation confirmation;
  private final Users users;
  private final LoginThrottle throttle;
  private final Totp totp;
  private final AccountChanges accounts;
  private final Audit audit;
  private final Clock clock;

  TotpEnrollment(
      PasswordConfirmation confirmation,
      Users users,
      LoginThrottle throttle,
      Totp totp,
      AccountChanges accounts,
      Audit audit,
      Clock clock) {
    this.confirmation = confirmation;
    this.users = users;
    this.throttle = throttle;
    this.totp = totp;
    this.accounts = accounts;
    this.audit = audit;
    this.clock = clock;
  }

  MeController.TotpOffer offer(CallerAuthentication caller, String password, Place place) {
    User user = confirmation.byPassword(caller, password, place);
    if (user.usesTotp()) {
      throw ProblemException.conflict("An authenticator app is already in use. Turn it off first.");
    }
    byte[] secret = totp.freshSecret();
    accounts.changeOwn(
        caller.getPrincipal(),
        user,
        "totp.offered",
        place.address(),
        account -> account.offerTotp(totp.encrypt(account, secret)));
    String text = Totp.base32(secret);
    String name = URLEncoder.encode(user.username(), StandardCharsets.UTF_8);
    return new MeController.TotpOffer(
        text, "otpauth://totp/Balas:" + name + "?secret=" + text + "&issuer=Balas");
  }

  /// Ends all sessions but the caller's: they were opened without the app.
  void confirm(CallerAuthentication caller, String code, Place place) {
    User user = users.get(Long.parseLong(caller.getPrincipal().id()));
    if (user.usesTotp() || user.encryptedTotpSecret() == null) {
      throw ProblemException.conflict("There is no authenticator app to confirm.");
    }
    LoginThrottle.Attempt attempt = throttle.take(user.username(), user.id(), place);
    if (!totp.accepts(user, code)) {
      audit.record(caller.getPrincipal(), "totp.wrong", "user:" + user.id(), place.address(), null);
      throw ProblemException.invalid("code", "is wrong or was used before. Wait for the next one.");
    }
    throttle.giveBack(attempt);
    accounts.changeOwn(
        caller.getPrincipal(),
        user,
        "totp.confirmed",
        place.address(),
        account -> {
          account.confirmTotp(clock.instant());
          accounts.endSessions(account, "authenticator app added", caller.session());
        });
  }
}
