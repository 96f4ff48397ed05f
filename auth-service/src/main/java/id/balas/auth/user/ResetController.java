package id.balas.auth.user;

import id.balas.auth.Callers;
import id.balas.auth.RandomSecret;
import id.balas.auth.Refused;
import id.balas.auth.audit.Audit;
import id.balas.auth.token.SignIns;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets somebody who forgot the password choose a new one, by the one-time code that an admin gave
/// them. An unknown user and a wrong code are answered alike.
@RestController
class ResetController {

  private final Users users;
  private final Passwords passwords;
  private final PasswordRule rule;
  private final LoginSlowing slowing;
  private final SignIns signIns;
  private final Callers callers;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ResetController(
      Users users,
      Passwords passwords,
      PasswordRule rule,
      LoginSlowing slowing,
      SignIns signIns,
      Callers callers,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.rule = rule;
    this.slowing = slowing;
    this.signIns = signIns;
    this.callers = callers;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  record ResetRequest(
      @Nullable String identifier, @Nullable String code, @Nullable String password) {}

  @PostMapping("/auth/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset(@RequestBody ResetRequest request, HttpServletRequest connection) {
    String who = request.identifier() == null ? "" : request.identifier().strip();
    String code = request.code() == null ? "" : request.code().strip().toUpperCase(Locale.ROOT);
    if (who.isEmpty() || who.length() > 254 || UserText.isUnprintable(who) || code.length() > 100) {
      throw wrong();
    }
    // Before the code is looked at: what is wrong with the password says nothing about it.
    String password = rule.checked(request.password(), who);
    String address = connection.getRemoteAddr();
    Optional<User> user = users.named(who);
    LoginSlowing.Turn turn = slowing.take(who, user.orElse(null), address);
    if (user.isEmpty() || user.get().isDisabled() || !isOpen(user.get(), code)) {
      audit.recordOfStranger(
          who, "reset.failed", user.map(one -> "user:" + one.id()).orElse(null), address, null);
      throw wrong();
    }
    set(user.get().id(), code, passwords.hash(password), address);
    slowing.giveBack(turn);
    callers.forget();
  }

  private void set(long id, String code, String hash, String address) {
    transaction.executeWithoutResult(_ -> {
      users.takeTurnWithAdmins();
      User user = users.get(id);
      if (!isOpen(user, code)) {
        throw wrong();
      }
      user.setPassword(hash);
      users.saveAndFlush(user);
      slowing.forgetPlaces(id);
      signIns.endAll(id, "password reset", null);
      audit.recordOfStranger(user.username(), "password.reset", "user:" + id, address, null);
    });
  }

  private boolean isOpen(User user, String code) {
    String hash = user.openReset(clock.instant());
    return hash != null && RandomSecret.matches(code, hash);
  }

  private static Refused wrong() {
    return Refused.unauthorized(
        "Unknown user, or the code is wrong, used or expired: ask an admin for another.");
  }
}
