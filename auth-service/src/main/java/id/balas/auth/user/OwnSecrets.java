package id.balas.auth.user;

import id.balas.auth.Caller;
import id.balas.auth.CallerAuthentication;
import id.balas.auth.Callers;
import id.balas.auth.Refused;
import id.balas.auth.audit.Audit;
import id.balas.auth.token.SignIns;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes by what somebody proves their identity. Each change asks for the password again: a page
/// that was left open, or a stolen token, is not enough to take an account over.
@Component
class OwnSecrets {

  private final Users users;
  private final Passwords passwords;
  private final PasswordRule rule;
  private final LoginSlowing slowing;
  private final Totp totp;
  private final SignIns signIns;
  private final Callers callers;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  OwnSecrets(
      Users users,
      Passwords passwords,
      PasswordRule rule,
      LoginSlowing slowing,
      Totp totp,
      SignIns signIns,
      Callers callers,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.rule = rule;
    this.slowing = slowing;
    this.totp = totp;
    this.signIns = signIns;
    this.callers = callers;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  void changePassword(
      CallerAuthentication known,
      @Nullable String current,
      @Nullable String fresh,
      String address) {
    Caller caller = known.getPrincipal();
    User user = proven(caller, current, address);
    String checked = rule.checked(fresh, user.username(), user.email(), user.name());
    String hash = passwords.hash(checked);
    change(
        caller,
        "password.changed",
        address,
        one -> {
          one.setPassword(hash);
          slowing.forgetPlaces(one.id());
          signIns.endAll(one.id(), "password changed", known.signIn());
        });
    callers.forget();
  }

  MeController.TotpOffer offerTotp(Caller caller, @Nullable String password, String address) {
    User user = proven(caller, password, address);
    if (user.asksForTotp()) {
      throw Refused.conflict("An authenticator app is in use already: turn it off first.");
    }
    byte[] secret = totp.freshSecret();
    change(caller, "totp.offered", address, one -> one.offerTotp(totp.seal(one, secret)));
    String text = Totp.base32(secret);
    String name = URLEncoder.encode(user.username(), StandardCharsets.UTF_8);
    return new MeController.TotpOffer(
        text, "otpauth://totp/Balas:" + name + "?secret=" + text + "&issuer=Balas");
  }

  void confirmTotp(Caller caller, @Nullable String code, String address) {
    User user = users.get(Long.parseLong(caller.id()));
    if (user.asksForTotp() || user.totpSealed() == null) {
      throw Refused.conflict("There is no authenticator app to confirm.");
    }
    LoginSlowing.Turn turn = slowing.take(user.username(), user, address);
    if (code == null || !totp.accepts(user, code)) {
      throw Refused.bad("The code is wrong or was used before: wait for the next one.");
    }
    slowing.giveBack(turn);
    change(caller, "totp.confirmed", address, one -> one.confirmTotp(clock.instant()));
  }

  void turnTotpOff(Caller caller, @Nullable String password, String address) {
    proven(caller, password, address);
    change(caller, "totp.turned-off", address, User::forgetTotp);
  }

  private User proven(Caller caller, @Nullable String password, String address) {
    User user = users.get(Long.parseLong(caller.id()));
    LoginSlowing.Turn turn = slowing.take(user.username(), user, address);
    if (password == null
        || !PasswordRule.isPossible(password)
        || !passwords.matches(password, user)) {
      audit.record(caller, "password.wrong", "user:" + user.id(), address, null);
      throw Refused.forbidden("The present password is wrong.");
    }
    slowing.giveBack(turn);
    return user;
  }

  private void change(Caller caller, String what, String address, Consumer<User> act) {
    transaction.executeWithoutResult(_ -> {
      users.takeTurnWithAdmins();
      User user = users.get(Long.parseLong(caller.id()));
      act.accept(user);
      users.saveAndFlush(user);
      audit.record(caller, what, "user:" + user.id(), address, null);
    });
  }
}
