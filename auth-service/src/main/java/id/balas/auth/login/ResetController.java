package id.balas.auth.login;

import id.balas.auth.Refused;
import id.balas.auth.audit.Audit;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.auth.secret.RandomSecret;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.user.AccountChanges;
import id.balas.auth.user.User;
import id.balas.auth.user.UserText;
import id.balas.auth.user.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets somebody who forgot the password choose a new one, by the one-time code that an admin gave
/// them. An unknown user and a wrong code are answered alike.
@RestController
@Tag(name = "Login")
class ResetController {

  private final Users users;
  private final Passwords passwords;
  private final PasswordRule rule;
  private final LoginThrottle throttle;
  private final AccountChanges accounts;
  private final Audit audit;
  private final Clock clock;

  ResetController(
      Users users,
      Passwords passwords,
      PasswordRule rule,
      LoginThrottle throttle,
      AccountChanges accounts,
      Audit audit,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.rule = rule;
    this.throttle = throttle;
    this.accounts = accounts;
    this.audit = audit;
    this.clock = clock;
  }

  record ResetRequest(
      @Schema(example = "siti") @Nullable String identifier,
      @Schema(example = "7KQ2MB94XD") @Nullable String code,
      @Schema(example = "rahasia-besar-8") @Nullable String password) {}

  @Operation(summary = "Set a new password with the one-time code from an admin")
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
    LoginThrottle.Turn turn = throttle.take(who, user.map(User::id).orElse(null), address);
    if (user.isEmpty() || user.get().isDisabled() || !isOpen(user.get(), code)) {
      audit.recordOfStranger(
          who, "reset.failed", user.map(one -> "user:" + one.id()).orElse(null), address, null);
      throw wrong();
    }
    accounts.resetPassword(
        user.get().id(),
        passwords.hash(password),
        address,
        account -> {
          if (!isOpen(account, code)) {
            throw wrong();
          }
        });
    throttle.giveBack(turn);
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
