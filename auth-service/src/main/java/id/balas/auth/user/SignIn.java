package id.balas.auth.user;

import id.balas.auth.Refused;
import id.balas.auth.audit.Audit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells whether somebody is who they say. An unknown user, a wrong password and a wrong reset code
/// are answered alike, after the same work.
@Component
class SignIn {

  private final Users users;
  private final Passwords passwords;
  private final LoginSlowing slowing;
  private final Totp totp;
  private final Audit audit;
  private final MeterRegistry metrics;

  SignIn(
      Users users,
      Passwords passwords,
      LoginSlowing slowing,
      Totp totp,
      Audit audit,
      MeterRegistry metrics) {
    this.users = users;
    this.passwords = passwords;
    this.slowing = slowing;
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
    LoginSlowing.Turn turn = take(who, user.orElse(null), address);
    Passwords.Checked checked = passwords.check(turn.rank(), password, user.orElse(null));
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
    slowing.succeeded(turn, known, address);
    if (checked.better() != null) {
      users.rehash(known.id(), known.passwordHash(), checked.better());
    }
    return known;
  }

  private LoginSlowing.Turn take(String who, @Nullable User user, String address) {
    try {
      return slowing.take(who, user, address);
    } catch (Refused e) {
      count("slowed");
      throw e;
    }
  }

  private void checkCode(User user, @Nullable String code, LoginSlowing.Turn turn, String address) {
    if (!user.asksForTotp()) {
      return;
    }
    if (code == null || code.isBlank()) {
      // Half the way is no failure; it says nothing that the password has not.
      slowing.giveBack(turn);
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
